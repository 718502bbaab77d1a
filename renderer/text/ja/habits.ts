import type { HabitWords } from '../en/habits.ts';

/** Words about what a pet usually does, in Japanese. */
export const habitWords: HabitWords = {
  heading: (name) => `${name}の習慣`,
  missing: (_count, shown) => `あと${shown}日分の記録があると、ふだんの様子が分かります。`,
  did: {
    anywhere: (who, times, when) => `${who}は${when}${times}姿を見せました`,
    bowl: (who, times, when) => `${who}は${when}${times}ごはんのところに来ました`,
    water: (who, times, when) => `${who}は${when}${times}水を飲みました`,
    litter_box: (who, times, when) => `${who}は${when}${times}トイレに行きました`,
    bed: (who, times, when) => `${who}は${when}${times}ベッドに行きました`,
    door: (who, times, when) => `${who}は${when}${times}ドアのところに来ました`,
    other: (who, times, when) => `${who}は${when}${times}ほかの場所に行きました`,
  },
  didAt: (who, times, when, place) => `${who}は${when}${times}「${place}」に行きました`,
  times: (_count, shown) => `${shown}回`,
  when: {
    today: '今日',
    night: '昨夜から未明に',
    morning: '今朝',
    afternoon: '今日の午後',
    evening: '今夜',
  },
  usually: (did, usual) => `${did}（ふだんは${usual}回）。`,
  usuallyByNow: (did, usual) => `${did}（この時間までに、ふだんは${usual}回）。`,
  range: (low, high) => `${low}～${high}`,
  unusual: '今日はいつもと違います',
  noDiagnosis: '回数を数えただけで、診断ではありません。気になるときは獣医に相談してください。',
};
