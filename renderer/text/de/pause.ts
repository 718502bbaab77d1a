import type { Text } from '../en.ts';

/** Words of a camera that somebody stopped for a while, and of one that is always on, in German. */
export const pauseWords: Pick<Text, 'pause' | 'alwaysOn'> = {
  pause: {
    sentence: (who, since, until) => `Pausiert${who === null ? '' : ` von ${who}`} um ${since}${until === null ? '' : `, bis ${until}`}`,
    ownScreen: 'dem Bildschirm der Kamera',
    ends: 'Weiter geht es',
    forHour: 'In einer Stunde',
    untilMorning: 'Am Morgen',
    untilStarted: 'Wenn ich sie starte',
    watchHint: 'Auf Wiedergabe drücken, um das Livebild wieder zu sehen.',
  },
  alwaysOn: {
    title: 'Kamera immer an, für den Rückblick?',
    text: 'Die Kamera bleibt an, und die letzten Minuten lassen sich jederzeit noch einmal ansehen. Das braucht etwas Strom, und nichts verlässt das Zuhause.',
    yes: 'Ja, immer',
    no: 'Nur solange jemand zuschaut',
    failed: 'Das wurde nicht gespeichert.',
  },
};
