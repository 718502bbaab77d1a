import type { HabitWords } from '../en/habits.ts';

/** Words about what a pet usually does, in Italian. */
export const habitWords: HabitWords = {
  heading: (name) => `Abitudini di ${name}`,
  missing: (count, shown) =>
    count === 1
      ? 'Che cosa è abituale si potrà dire dopo un altro giorno.'
      : `Che cosa è abituale si potrà dire dopo altri ${shown} giorni.`,
  did: {
    anywhere: (who, times, when) => `${who} si è fatto vedere ${times} ${when}`,
    bowl: (who, times, when) => `${who} è andato alla ciotola ${times} ${when}`,
    water: (who, times, when) => `${who} ha bevuto ${times} ${when}`,
    litter_box: (who, times, when) => `${who} è andato nella lettiera ${times} ${when}`,
    bed: (who, times, when) => `${who} è andato a letto ${times} ${when}`,
    door: (who, times, when) => `${who} è andato alla porta ${times} ${when}`,
    other: (who, times, when) => `${who} è andato in un altro posto ${times} ${when}`,
  },
  didAt: (who, times, when, place) => `${who} è andato a «${place}» ${times} ${when}`,
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
  noDiagnosis: 'È solo un conteggio, non una diagnosi; un veterinario ne sa di più.',
};
