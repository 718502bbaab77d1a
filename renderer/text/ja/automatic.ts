import type { AutomaticWords } from '../en/automatic.ts';

/** Words about what is recorded by itself, in Japanese. */
export const automaticWords: AutomaticWords = {
  heading: '自動録画',
  headingOf: (camera) => `自動録画：${camera}`,
  modes: { never: 'なし', visits: 'ペットと人', motion: '動くものすべて', always: '常時' },
  hints: {
    never: '「録画」を押したときだけ録画します。',
    visits: '現れる少し前から、いなくなるか休むまで。',
    motion: '風に揺れるカーテンなど、何か分からないものも含みます。',
    always: 'カメラの動作中、映っている人すべて。',
  },
  needsNoticing: '検知がオフです。「ペットと人を検知する」をオンにしてください。',
  who: '対象',
  labels: { cat: '猫', dog: '犬', person: '人' },
  where: '場所',
  whereHint: '選ばない場合：どこでも。',
  days: '曜日',
  from: '開始',
  until: '終了',
  untilHint: '同じ時刻にすると1日中です。',
  after: { label: '最後の動きの後も続ける時間', unit: '秒' },
  longest: { label: '1本の最長時間', unit: '分', hint: '続きは次の録画に入ります。' },
  question: {
    title: 'ペットと人を自動で録画しますか？',
    text: '現れる少し前から、いなくなるまで録画します。容量が足りなくなると、自動録画が古い順に削除されます。手動の録画は残ります。',
    yes: 'はい',
    no: 'いいえ',
  },
};
