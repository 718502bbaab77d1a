import type { rewindWords as english } from '../en/rewind.ts';
import { theTime } from './the-time.ts';

/** Words of looking back, in Spanish. */
export const rewindWords: typeof english = {
  rewind: {
    region: 'Rebobinado',
    open: 'Rebobinar',
    timeline: 'Línea de tiempo de los últimos minutos',
    nothing: 'Aún no hay nada que rebobinar. Se va llenando mientras la cámara está en marcha.',
    live: 'Directo',
    backToLive: 'Volver a la imagen en directo',
    now: 'En directo',
    ago: (time, ago) => `${time}, hace ${ago}`,
    agoShort: (ago) => `−${ago}`,
    hint: 'Desliza hacia atrás para ver qué pasó',
    save: 'Guardar',
    savePart: 'Guardar un fragmento como grabación',
    saveThis: (duration) => `Guardar ${duration}`,
    partStart: 'Inicio del fragmento',
    partEnd: 'Fin del fragmento',
    cancel: 'Cancelar',
    saved: (name, duration) => `Se guardó ${name} (${duration}).`,
    saveFailed: 'No se guardó el fragmento.',
    clipFailed: 'Ese momento ya no se puede mostrar.',
    picture: (time) => `Imagen de ${theTime(time)}`,
    close: 'Cerrar',
    failed: (reason) => `No se puede rebobinar. ${reason}`,
  },
};
