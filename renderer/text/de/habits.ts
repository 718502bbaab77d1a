import type { HabitWords } from '../en/habits.ts';

/** Words about what a pet usually does, in German. */
export const habitWords: HabitWords = {
  heading: (name) => `Gewohnheiten von ${name}`,
  missing: (count, shown) =>
    count === 1
      ? 'Was üblich ist, lässt sich nach einem weiteren Tag sagen.'
      : `Was üblich ist, lässt sich nach ${shown} weiteren Tagen sagen.`,
  did: {
    anywhere: (who, times, when) => `${who} wurde ${when} ${times} gesehen`,
    bowl: (who, times, when) => `${who} war ${when} ${times} am Napf`,
    water: (who, times, when) => `${who} hat ${when} ${times} getrunken`,
    litter_box: (who, times, when) => `${who} war ${when} ${times} im Katzenklo`,
    bed: (who, times, when) => `${who} war ${when} ${times} im Bett`,
    door: (who, times, when) => `${who} war ${when} ${times} an der Tür`,
    other: (who, times, when) => `${who} war ${when} ${times} an einem anderen Ort`,
  },
  didAt: (who, times, when, place) => `${who} war ${when} ${times} bei „${place}“`,
  times: (count, shown) => (count === 1 ? 'einmal' : `${shown}-mal`),
  when: {
    today: 'heute',
    night: 'letzte Nacht',
    morning: 'heute Morgen',
    afternoon: 'heute Nachmittag',
    evening: 'heute Abend',
  },
  usually: (did, usual) => `${did}; üblich sind ${usual}.`,
  usuallyByNow: (did, usual) => `${did}; üblich sind bis jetzt ${usual}.`,
  range: (low, high) => `${low} bis ${high}`,
  unusual: 'Heute ungewöhnlich',
  noDiagnosis: 'Das ist nur gezählt. Es ist keine Diagnose; eine Tierarztpraxis weiß mehr.',
};
