import type { AutomaticWords } from '../en/automatic.ts';

/** Words about what is recorded by itself, in Spanish. */
export const automaticWords: AutomaticWords = {
  heading: 'Grabación automática',
  headingOf: (camera) => `Grabación automática: ${camera}`,
  modes: { never: 'Nada', visits: 'Mascotas y personas', motion: 'Lo que se mueva', always: 'Todo el tiempo' },
  hints: {
    never: 'Solo se graba con el botón.',
    visits: 'Desde antes de que lleguen hasta que se van o descansan.',
    motion: 'También lo que nadie sabe nombrar, como una cortina al viento.',
    always: 'Todos los que están en la imagen, mientras la cámara funciona.',
  },
  needsNoticing: 'La detección está desactivada. Activa «Detectar mascotas y personas».',
  who: 'Quién',
  labels: { cat: 'Gatos', dog: 'Perros', person: 'Personas' },
  where: 'Dónde',
  whereHint: 'Sin elegir: en cualquier lugar.',
  days: 'Días',
  from: 'Desde',
  until: 'Hasta',
  untilHint: 'Dos veces la misma hora es el día entero.',
  after: { label: 'Seguir tras el último movimiento', unit: 'segundos' },
  longest: { label: 'Grabación más larga', unit: 'minutos', hint: 'Lo que sigue está en la siguiente.' },
  question: {
    title: '¿Grabar mascotas y personas automáticamente?',
    text: 'Desde antes de que lleguen hasta que se van. Cuando el disco se llena, las más antiguas de estas se borran primero; las tuyas se quedan.',
    yes: 'Sí',
    no: 'No',
  },
};
