import type { rewindWords as english } from '../en/rewind.ts';
import { theTime } from './the-time.ts';

/** Words of looking back, in Spanish. */
export const rewindWords: typeof english = {
  rewind: {
    region: 'Rebobinado',
    open: 'Rebobinar',
    timeline: 'Línea de tiempo',
    nothingKept: 'No se guardó nada de este momento.',
    jumps: 'Moverse en el tiempo',
    tenBack: 'Retroceder 10 segundos',
    tenOn: 'Avanzar 10 segundos',
    hourBack: 'Retroceder a la hora en punto',
    hourOn: 'Avanzar a la hora en punto',
    zoomIn: 'Mostrar menos tiempo, más grande',
    zoomOut: 'Mostrar más tiempo',
    pause: 'Pausar',
    play: 'Reproducir',
    openRecording: 'Abrir grabación',
    live: 'Directo',
    backToLive: 'Volver a la imagen en directo',
    now: 'En directo',
    ago: (time, ago) => `${time}, hace ${ago}`,
    hint: 'Desliza hacia atrás para ver qué pasó',
    seen: 'Vistos en este tiempo',
    save: 'Guardar',
    savePart: 'Guardar un fragmento como grabación',
    saveThis: (duration) => `Guardar ${duration}`,
    partStart: 'Inicio del fragmento',
    partEnd: 'Fin del fragmento',
    cancel: 'Cancelar',
    saved: (duration) => `Fragmento guardado (${duration}).`,
    saveFailed: 'No se guardó el fragmento.',
    clipFailed: 'Ese momento ya no se puede mostrar.',
    picture: (time) => `Imagen de ${theTime(time)}`,
    close: 'Cerrar',
  },
};
