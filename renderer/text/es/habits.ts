import type { HabitWords } from '../en/habits.ts';

/** Words about what a pet usually does, in Spanish. */
export const habitWords: HabitWords = {
  heading: (name) => `Costumbres de ${name}`,
  missing: (count, shown) =>
    count === 1 ? 'Con un día más, PetLog conocerá sus costumbres.' : `Con ${shown} días más, PetLog conocerá sus costumbres.`,
  did: {
    anywhere: (who, times, when) => `${who} se dejó ver ${times} ${when}`,
    bowl: (who, times, when) => `${who} fue al comedero ${times} ${when}`,
    water: (who, times, when) => `${who} bebió ${times} ${when}`,
    litter_box: (who, times, when) => `${who} fue al arenero ${times} ${when}`,
    bed: (who, times, when) => `${who} fue a la cama ${times} ${when}`,
    door: (who, times, when) => `${who} fue a la puerta ${times} ${when}`,
    other: (who, times, when) => `${who} fue a otro lugar ${times} ${when}`,
  },
  didAt: (who, times, when, place) => `${who} fue a «${place}» ${times} ${when}`,
  times: (count, shown) => (count === 1 ? 'una vez' : `${shown} veces`),
  when: {
    today: 'hoy',
    night: 'anoche',
    morning: 'esta mañana',
    afternoon: 'esta tarde',
    evening: 'esta noche',
  },
  usually: (did, usual) => `${did}; lo habitual: ${usual}.`,
  usuallyByNow: (did, usual) => `${did}; lo habitual a esta hora: ${usual}.`,
  range: (low, high) => `de ${low} a ${high}`,
  unusual: 'Fuera de lo habitual hoy',
  noDiagnosis: 'PetLog solo cuenta. Esto no es un diagnóstico: si algo te preocupa, consulta a un veterinario.',
};
