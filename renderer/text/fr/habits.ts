import type { HabitWords } from '../en/habits.ts';

/** Words about what a pet usually does, in French. */
export const habitWords: HabitWords = {
  heading: (name) => `Habitudes de ${name}`,
  missing: (count, shown) =>
    count === 1 ? 'Encore un jour, et PetLog connaîtra ces habitudes.' : `Encore ${shown} jours, et PetLog connaîtra ces habitudes.`,
  did: {
    anywhere: (who, times, when) => `${who} : ${times} à l’image ${when}`,
    bowl: (who, times, when) => `${who} : ${times} à la gamelle ${when}`,
    water: (who, times, when) => `${who} a bu ${times} ${when}`,
    litter_box: (who, times, when) => `${who} : ${times} dans la litière ${when}`,
    bed: (who, times, when) => `${who} : ${times} au lit ${when}`,
    door: (who, times, when) => `${who} : ${times} à la porte ${when}`,
    other: (who, times, when) => `${who} : ${times} ailleurs ${when}`,
  },
  didAt: (who, times, when, place) => `${who} : ${times} à « ${place} » ${when}`,
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
  noDiagnosis: 'PetLog ne fait que compter. Ce n’est pas un diagnostic : en cas d’inquiétude, demandez à un vétérinaire.',
};
