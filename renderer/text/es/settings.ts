import type { Text } from '../en.ts';

/** Words of the settings on the screens, in Spanish. */
export const settingsWords: Pick<Text, 'settings'> = {
  settings: {
    open: 'Ajustes',
    close: 'Cerrar',
    loading: 'Cargando…',
    saving: 'Guardando…',
    saved: 'Guardado',
    failed: {
      load: (reason) => `No se pudieron leer los ajustes. ${reason}`,
      change: (reason) => `Eso no se ha cambiado. ${reason}`,
    },
    recordings: 'Cuánto se conservan las grabaciones se ajusta en «Almacenamiento».',
    noScreen: 'Esta cámara no tiene pantalla: PetLog se inició sin ella.',
    groups: { picture: 'Imagen', running: 'Cuándo funciona la cámara', noticing: 'Qué se detecta', screen: 'La pantalla de la cámara' },
    fields: {
      'camera.rotation': { label: 'Poner del revés', hint: 'Para una cámara que cuelga del techo.' },
      'camera.hflip': { label: 'Reflejar izquierda y derecha' },
      'camera.vflip': { label: 'Reflejar arriba y abajo' },
      'camera.resolution': {
        label: 'Tamaño de la imagen',
        hint: 'En píxeles. Las imágenes más grandes necesitan más red y más procesador.',
      },
      'camera.frame_rate': { label: 'Imágenes por segundo' },
      'camera.quality': { label: 'Calidad', unit: 'de 100', hint: 'De 70 a 90 equilibra imagen y tamaño.' },
      'camera.overlay_timestamp': {
        label: 'Fecha y hora en la imagen',
        hint: 'Si la cámara no puede escribirlas, esto ocupa cerca de medio núcleo del procesador de una Raspberry Pi 4. La cámara simulada siempre las muestra.',
      },
      'camera.sound': {
        label: 'Sonido',
        hint: 'El directo, las grabaciones y el rebobinado tienen sonido. Todas las pantallas muestran que está activado.',
      },
      'camera.speaker': {
        label: 'Hablar',
        hint: 'A quien puede hablar se le oye aquí por un altavoz de este equipo. Todas las pantallas muestran que alguien habla.',
      },
      'camera.always_on': { label: 'Siempre encendida', hint: 'La cámara arranca con PetLog y nunca se para sola.' },
      'camera.idle_stop_seconds': {
        label: 'Parar sin uso después de',
        unit: 'segundos',
        hint: 'Salvo que alguien la iniciara con «Iniciar». 0: al momento.',
      },
      'detection.enabled': { label: 'Detectar mascotas y personas', hint: 'Mientras la cámara funciona. Nada sale de este equipo.' },
      'detection.sensitivity': { label: 'Sensibilidad', unit: 'de 100', hint: 'Con más, también cuentan movimientos más pequeños.' },
      'detection.people': { label: 'También personas', hint: 'Si no, sus visitas se omiten.' },
      'kiosk.brightness_day_percent': { label: 'Brillo de día', unit: '%' },
      'kiosk.brightness_night_percent': { label: 'Brillo de noche', unit: '%', hint: 'Al tocarla vuelve el del día durante un minuto.' },
      'kiosk.night_from': { label: 'La noche empieza' },
      'kiosk.night_until': { label: 'La noche termina' },
      'kiosk.screen_blanking': { label: 'Mantener la pantalla encendida', hint: 'Si no, el escritorio decide cuándo se apaga.' },
      'kiosk.hide_cursor': { label: 'Ocultar el puntero', hint: 'Hasta que se mueva un ratón.' },
      'kiosk.on_screen_keyboard': { label: 'Teclado en la pantalla', hint: 'Cuando un dedo toca un campo de texto.' },
    },
  },
};
