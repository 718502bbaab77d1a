/** Words of a camera that somebody stopped for a while, and of one that is always on, in English. */
export const pauseWords = {
  pause: {
    /** `who` and `until` are null where nobody knows, and where it does not end by itself. */
    sentence: (who: string | null, since: string, until: string | null): string =>
      `Paused${who === null ? '' : ` by ${who}`} at ${since}${until === null ? '' : ` until ${until}`}`,
    ownScreen: "the camera's own screen",
    ends: 'Starts again',
    forHour: 'In an hour',
    untilMorning: 'In the morning',
    untilStarted: 'When I start it',
    watchHint: 'Press play to see the live picture again.',
  },
  alwaysOn: {
    title: 'Always watch, so that you can look back?',
    text: 'The camera stays on, and the last minutes can be seen again at any time. It needs some power, and nothing leaves your home.',
    yes: 'Yes, always',
    no: 'Only while somebody watches',
    failed: 'That was not saved.',
  },
};
