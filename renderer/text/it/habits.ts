import type { HabitWords } from '../en/habits.ts';

/** Words about what a pet usually does, in Italian. */
export const habitWords: HabitWords = {
  heading: (name) => `Abitudini di ${name}`,
  missing: (count, shown) =>
    count === 1 ? 'Ancora un giorno, e PetLog conoscerà queste abitudini.' : `Ancora ${shown} giorni, e PetLog conoscerà queste abitudini.`,
  did: {
    anywhere: (who, times, when) => `${who}: ${times} nell’immagine ${when}`,
    bowl: (who, times, when) => `${who}: ${times} alla ciotola ${when}`,
    water: (who, times, when) => `${who} ha bevuto ${times} ${when}`,
    litter_box: (who, times, when) => `${who}: ${times} nella lettiera ${when}`,
    bed: (who, times, when) => `${who}: ${times} a letto ${when}`,
    door: (who, times, when) => `${who}: ${times} alla porta ${when}`,
    other: (who, times, when) => `${who}: ${times} in un altro posto ${when}`,
  },
  didAt: (who, times, when, place) => `${who}: ${times} in «${place}» ${when}`,
  times: (count, shown) => (count === 1 ? 'una volta' : `${shown} volte`),
  when: {
    today: 'oggi',
    night: 'la notte scorsa',
    morning: 'stamattina',
    afternoon: 'oggi pomeriggio',
    evening: 'stasera',
  },
  usually: (did, usual) => `${did}; di solito ${usual}.`,
  usuallyByNow: (did, usual) => `${did}; di solito ${usual} a quest’ora.`,
  range: (low, high) => `da ${low} a ${high}`,
  unusual: 'Insolito oggi',
  noDiagnosis: 'PetLog conta soltanto. Non è una diagnosi: in caso di dubbi, chiedi a un veterinario.',
};
