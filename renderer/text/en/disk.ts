/** Words of the page about the disk, in English. */
export const diskWords = {
  full: (percent: string): string => `${percent} full`,
  free: (free: string, total: string): string => `${free} of ${total} free`,
  parts: {
    own: 'Recorded by hand',
    automatic: 'Recorded automatically',
    kept: 'Kept',
    events: 'Pictures of visits',
    rewind: 'The last minutes',
    other: 'Other files',
    free: 'Free',
  },
  fit: (days: string): string => `At the pace of the last days, recordings of ${days} fit. Then the oldest make room for new ones.`,
  days: (count: number, shown: string): string => (count === 1 ? 'about 1 day' : `about ${shown} days`),
  moreThanAYear: 'more than a year',
  lessThanADay: 'less than a day',
  unknown: 'How many days of recordings fit shows once there are recordings of a whole day.',
  few: 'That is little: delete recordings or other files, use a larger disk, or choose shorter times in the settings.',
  oldest: (when: string): string => `The oldest recording is from ${when}.`,
  first: 'Deleted first',
  firstHint: 'When space is needed, these go first. A star keeps a recording for good.',
  nothingFirst: 'Nothing can go: every recording is kept.',
  recordings: 'Look through the recordings',
  recordingsHint: 'Delete some, or keep the best',
  copies: 'Copies elsewhere',
  copiesHint: 'On a NAS or in a cloud, before something is deleted here',
};

export type DiskWords = typeof diskWords;
