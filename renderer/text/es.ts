import type { Text } from './en.ts';
import { accessWords } from './es/access.ts';
import { auditWords } from './es/audit.ts';
import { cameraWords } from './es/cameras.ts';
import { doctorWords } from './es/doctor.ts';
import { errorWords } from './es/errors.ts';
import { keyboardWords } from './es/keyboard.ts';
import { kioskPictureWords } from './es/kiosk-picture.ts';
import { libraryWords } from './es/library.ts';
import { rewindWords } from './es/rewind.ts';
import { settingsWords } from './es/settings.ts';
import { setupWords } from './es/setup.ts';
import { theTime } from './es/the-time.ts';

/** Every word people see, in Spanish. */
export const es: Text = {
  productName: 'PetLog',
  viewTitles: {
    dashboard: 'PetLog',
    library: 'PetLog: grabaciones',
    plain: 'PetLog: imagen en directo',
    kiosk: 'Visor de PetLog',
    devices: 'PetLog: dispositivos y personas',
    audit: 'PetLog: actividad',
    cameras: 'PetLog: cámaras',
    doctor: 'PetLog: diagnóstico',
    frontDoor: 'PetLog: entrar',
  },
  skipToControls: 'Saltar a los controles',

  actions: {
    group: 'Controles de la cámara',
    start: 'Iniciar vídeo',
    stop: 'Detener vídeo',
    record: 'Grabar',
    recording: 'Grabando',
    refresh: 'Actualizar',
    fullscreen: 'Maximizar',
    leaveFullscreen: 'Salir de pantalla completa',
    snapshot: 'Foto',
    startShort: 'Iniciar',
    stopShort: 'Detener',
    stopRecordingHint: 'Pulsa para detener la grabación.',
    working: 'Un momento…',
  },

  picture: {
    region: 'Imagen en directo',
    alternative: 'Imagen en directo de la cámara',
    connecting: 'Conectando con PetLog…',
    disconnected: 'Sin conexión con PetLog',
    disconnectedHint: 'La imagen volverá sola en cuanto PetLog responda.',
    stopped: 'La cámara está detenida',
    stoppedHint: 'Iníciala para ver la imagen en directo.',
    paused: 'La cámara está en marcha',
    pausedHint: 'Inicia el vídeo para ver la imagen en directo.',
    starting: 'Iniciando la cámara…',
    waiting: 'Esperando la imagen…',
    failing: 'La imagen no llega. Intentándolo de nuevo…',
    lost: (since) => `Sin señal de la cámara desde ${theTime(since)}`,
    lostUnknown: 'La cámara no envía ninguna imagen.',
    mock: 'Cámara simulada',
    mockHint: 'Imagen de prueba dibujada, no una cámara real',
  },

  indicators: {
    region: 'Estado',
    connection: 'Conexión',
    camera: 'Cámara',
    recording: 'Grabación',
    connecting: 'Conectando',
    connected: 'Conectado',
    disconnected: 'Sin conexión',
    unknown: 'Desconocido',
    privacy: 'Privacidad',
    cameraStates: { stopped: 'Detenida', starting: 'Iniciando', live: 'En directo', lost: 'Sin señal' },
    recordingOn: 'Grabando',
    recordingOff: 'No graba',
    storageOff: 'Desactivada',
  },

  facts: {
    region: 'Imagen',
    frameRate: 'Fotogramas',
    framesPerSecond: (value) => `${value} fps`,
    resolution: 'Resolución',
    viewers: 'Espectadores',
    source: 'Origen',
    sources: {
      mock: 'Cámara simulada',
      rpicam: 'Cámara Raspberry Pi',
      raspistill: 'Cámara Raspberry Pi (raspistill)',
      v4l2: 'Cámara USB',
      file: 'Archivo de vídeo',
      rtsp: 'Cámara de red (RTSP)',
      http: 'Cámara de red (HTTP)',
      petlog: 'Otro PetLog',
    },
  },

  problems: {
    region: 'Problemas',
    since: (time) => `desde ${theTime(time)}`,
  },

  storageOffReason: 'La grabación está desactivada. Para usarla, pon camera.enable_storage en true.',

  recordings: {
    region: 'Grabaciones recientes',
    empty: 'Aún no hay grabaciones',
    emptyHint: 'Pulsa «Grabar» para guardar lo que ve la cámara. Aparecerá aquí cuando termine la grabación.',
    emptyHintStorageOff: 'La grabación está desactivada, así que aquí no aparecerá nada.',
    loading: 'Cargando…',
    failed: (reason) => `No se pudo cargar la lista de grabaciones. ${reason}`,
    again: 'Reintentar',
    play: (when) => `Reproducir la grabación del ${when}`,
    download: (when) => `Descargar la grabación del ${when}`,
    share: (when) => `Ver la grabación del ${when} en otro dispositivo`,
    close: 'Cerrar',
    unplayable: 'Este navegador no puede reproducir la grabación. Descárgala para verla.',
    unplayableHere: 'Esta pantalla no puede reproducir la grabación. Mírala en otro dispositivo.',
    total: (count) => `${count} en total`,
    all: 'Todas las grabaciones',
    previewRegion: 'Imágenes de la grabación',
    previewAt: (time) => `en ${time}`,
    previewFilm: 'Desliza sobre las imágenes para buscar un momento',
  },

  ...libraryWords,
  ...rewindWords,

  messages: {
    region: 'Mensajes',
    dismiss: 'Cerrar',
    unreachable: 'No se puede conectar con PetLog. Comprueba que esté en marcha y que este dispositivo esté en su misma red.',
    noAnswer: (seconds) => `PetLog no respondió en ${seconds} s. Es posible que aún ejecute la orden.`,
    unexpectedAnswer: (status) => `PetLog respondió de forma inesperada (${status}).`,
    recordingSaved: (name, duration, size) => `Se guardó ${name} (${duration}, ${size}).`,
    recordingInterrupted: (reason) => `La grabación se interrumpió. ${reason}`,
    recordingFailed: (reason) => `La grabación falló. ${reason}`,
    storageFull: (freeMegabytes) => `El disco está lleno (${freeMegabytes} MB libres). Elimina grabaciones o usa otro disco.`,
    failed: {
      start: 'No se pudo iniciar el vídeo.',
      stop: 'No se pudo detener el vídeo.',
      record: 'No se pudo iniciar la grabación.',
      recordStop: 'No se pudo detener la grabación.',
      snapshot: 'No se pudo hacer la foto.',
      fullscreen: 'Este navegador no permite aquí la pantalla completa.',
    },
  },

  kiosk: {
    address: 'Ver en otro dispositivo',
    showAddress: (address) => `Mostrar un código QR para ${address}`,
    qrCode: (address) => `Código QR para ${address}`,
    noAddress: 'Sin red',
    scanHint: 'Escanéalo con un móvil conectado a la misma red o escribe la dirección en cualquier navegador.',
    close: 'Cerrar',
    fingerprint: 'Huella del certificado (SHA-256)',
    fingerprintHint: 'El navegador avisará una vez de que no conoce esta cámara. Continúa solo si muestra estas letras y cifras.',
    menu: 'Menú',
    pages: {
      cameras: 'Cámaras',
      library: 'Biblioteca de grabaciones',
      devices: 'Dispositivos y personas',
      audit: 'Actividad',
      doctor: 'Diagnóstico',
    },
    menuTitle: 'PetLog',
    invite: 'Añadir dispositivo',
    devices: 'Dispositivos',
    audit: 'Actividad',
    doctor: 'Diagnóstico',
    setPin: 'Crear PIN',
    changePin: 'Cambiar PIN',
    removePin: 'Quitar PIN',
    lockNow: 'Bloquear ahora',
    leave: 'Salir de PetLog',
    leaveTitle: '¿Salir de PetLog?',
    leaveText: 'La grabación y la transmisión terminarán, y esta pantalla se cerrará.',
    stay: 'Quedarse',
    version: (version) => `PetLog ${version}`,
    failed: { lock: 'No se bloqueó la pantalla.', pin: 'No se cambió el PIN.', leave: 'No se pudo salir de PetLog.' },
    pinSaved: 'Esta pantalla tiene un PIN nuevo.',
    pinRemoved: 'Esta pantalla ya no tiene PIN.',
  },

  privacy: {
    on: 'Privacidad',
    off: 'Encender',
    hint: 'Apaga la cámara para todos hasta que se vuelva a encender.',
    title: 'Privacidad: la cámara está apagada',
    sentence: 'Privacidad: la cámara está apagada.',
    since: (time) => `Nadie ve nada desde ${theTime(time)}.`,
    releaseHere: 'Pulsa «Encender» para volver a usarla.',
    releaseElsewhere: 'Quien pueda controlar la cámara puede volver a encenderla, desde el panel o desde la pantalla de la cámara.',
    releaseByPin: 'Quien conozca el PIN de esta pantalla puede volver a encenderla.',
    failedOn: 'No se apagó la cámara.',
    failedOff: 'No se encendió la cámara.',
  },

  pairing: {
    title: 'Añade el primer dispositivo',
    hint: 'Escanea este código con un móvil conectado a la misma red. Después podrá añadir otros dispositivos.',
    byHandTitle: 'O a mano',
    byHand: (address) => `Abre ${address} en un navegador e introduce este código:`,
    byHandAnywhere: 'Abre la dirección de esta cámara en un navegador e introduce este código:',
    noNetwork: 'Sin red: conecta primero la cámara.',
    qrCode: 'Código QR para añadir el primer dispositivo',
    code: 'Código',
    left: (time) => `Válido durante ${time}`,
    triesLeft: (count) =>
      count === 1
        ? 'Alguien introdujo un código incorrecto: queda 1 intento.'
        : `Alguien introdujo un código incorrecto: quedan ${count} intentos.`,
    making: 'Creando un código…',
    done: (name) => `${name} ya tiene acceso`,
    doneHint: 'Ahora puede añadir otros dispositivos en «Dispositivos». Esta pantalla también, desde su menú.',
    goOn: 'Ver la imagen',
    refused: 'Alguien introdujo códigos incorrectos',
    refusedHint: 'El código se bloqueó tras cinco intentos fallidos. Si fuiste tú, crea uno nuevo.',
    stale: 'El código ha caducado',
    staleHint: 'Mientras tanto, alguien introdujo un código incorrecto. Si fuiste tú, crea uno nuevo.',
    locked: 'Esta pantalla está bloqueada',
    lockedHint: 'Hace falta su PIN para añadir el primer dispositivo.',
    unlock: 'Introducir PIN',
    another: 'Código nuevo',
    later: 'Más tarde',
    open: 'Primer dispositivo',
    failed: (reason) => `No se pudo crear un código. ${reason}`,
  },

  pin: {
    unlock: 'Introduce el PIN',
    unlockHint: 'Esta pantalla está bloqueada.',
    choose: 'Elige un PIN',
    chooseHint: 'De cuatro a ocho cifras. Se pedirá antes de cambiar ajustes, eliminar, gestionar dispositivos o salir.',
    repeat: 'Repite el PIN',
    repeatHint: 'Para confirmar que es el correcto.',
    different: 'Los PIN no coinciden. Elige uno otra vez.',
    wrong: 'PIN incorrecto',
    wait: (time) => `Demasiados PIN incorrectos. Espera ${time}.`,
    entered: (count) => (count === 1 ? '1 cifra introducida' : `${count} cifras introducidas`),
    digits: 'Cifras',
    back: 'Borrar la última cifra',
    confirm: 'OK',
    cancel: 'Cancelar',
    forgotten: '¿Lo has olvidado? Ejecuta «petlog remove-pin» en la cámara.',
    failed: (reason) => `No ha funcionado. ${reason}`,
  },

  ...accessWords,
  ...auditWords,
  ...cameraWords,
  ...doctorWords,
  ...keyboardWords,
  ...settingsWords,
  ...setupWords,
  ...kioskPictureWords,

  errors: errorWords,

  language: {
    label: 'Idioma',
    failed: 'No se pudo cargar el idioma. Vuelve a intentarlo cuando haya conexión con PetLog.',
  },

  footer: { documentation: 'Documentación de la API', plainView: 'Solo la imagen' },
};
