import type { sharingWords as english } from '../en/sharing.ts';

/** Words about finding, naming and sharing recordings, in Spanish. */
export const sharingWords: typeof english = {
  finding: {
    search: 'Buscar en nombres y notas',
    camera: 'Cámara',
    allCameras: 'Todas las cámaras',
    days: 'Días',
    hours: 'Hora',
  },

  naming: {
    name: 'Nombre',
    note: 'Nota',
    nameHint: 'Ponle un nombre',
    failed: 'No se pudo cambiar la grabación.',
  },

  playing: {
    watch: 'Ver',
    unreachable: 'Ahora no se puede acceder a PetLog. La grabación se verá cuando vuelva.',
    gone: 'Esta grabación ya no existe.',
    again: 'Reintentar',
    filmReady: 'La película está lista.',
  },

  sharing: {
    share: 'Compartir',
    title: 'Compartir la grabación',
    part: 'Qué se comparte',
    from: 'Desde',
    to: 'Hasta',
    keyframe: 'El clip puede empezar hasta dos segundos antes.',
    ends: 'El enlace caduca en',
    durations: { 3600: '1 hora', 86400: '1 día', 604800: '1 semana', 2592000: '30 días' },
    send: 'Enviar el clip',
    sendNow: 'Enviar ahora',
    make: 'Crear un enlace',
    link: 'Enlace',
    linkHint: 'Quien tenga el enlace puede ver este clip y nada más, hasta que caduque. Funciona donde se puede acceder a la cámara.',
    copy: 'Copiar',
    copied: 'Copiado',
    qrCode: 'El enlace como código QR',
    list: 'Compartido por enlace',
    none: 'No hay nada compartido.',
    end: 'Terminar',
    until: (time: string): string => `hasta ${time}`,
    opened: (count: number, shown: string): string =>
      count === 0 ? 'aún sin abrir' : count === 1 ? 'abierto una vez' : `abierto ${shown} veces`,
    whole: 'grabación entera',
    failed: (reason: string): string => `No ha funcionado. ${reason}`,
    close: 'Cerrar',
  },
};
