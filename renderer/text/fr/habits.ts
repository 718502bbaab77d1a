import type { HabitWords } from '../en/habits.ts';

/** Words about what a pet usually does, in French. */
export const habitWords: HabitWords = {
  heading: (name) => `Habitudes de ${name}`,
  missing: (count, shown) =>
    count === 1 ? 'L’habituel pourra être dit après un jour de plus.' : `L’habituel pourra être dit après ${shown} jours de plus.`,
  did: {
    anywhere: (who, times, when) => `${who} a été vu ${times} ${when}`,
    bowl: (who, times, when) => `${who} est allé à la gamelle ${times} ${when}`,
    water: (who, times, when) => `${who} a bu ${times} ${when}`,
    litter_box: (who, times, when) => `${who} est allé dans la litière ${times} ${when}`,
    bed: (who, times, when) => `${who} est allé au lit ${times} ${when}`,
    door: (who, times, when) => `${who} est allé à la porte ${times} ${when}`,
    other: (who, times, when) => `${who} est allé ailleurs ${times} ${when}`,
  },
  didAt: (who, times, when, place) => `${who} est allé à « ${place} » ${times} ${when}`,
  times: (count, shown) => (count === 1 ? 'une fois' : `${shown} fois`),
  when: {
    today: 'aujourd’hui',
    night: 'cette nuit',
    morning: 'ce matin',
    afternoon: 'cet après-midi',
    evening: 'ce soir',
  },
  usually: (did, usual) => `${did} ; d’habitude ${usual}.`,
  usuallyByNow: (did, usual) => `${did} ; d’habitude ${usual} à cette heure.`,
  range: (low, high) => `${low} à ${high}`,
  unusual: 'Inhabituel aujourd’hui',
  noDiagnosis: 'Ce n’est qu’un compte, pas un diagnostic ; un vétérinaire en sait plus.',
};
