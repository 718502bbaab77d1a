/** Words about finding, naming and sharing recordings, in English. */
export const sharingWords = {
  finding: {
    search: 'Search names and notes',
    camera: 'Camera',
    allCameras: 'All cameras',
    days: 'Days',
    hours: 'Hour',
  },

  naming: {
    name: 'Name',
    note: 'Note',
    nameHint: 'Give it a name',
    failed: 'The recording could not be changed.',
  },

  playing: {
    watch: 'Watch',
    unreachable: 'PetLog cannot be reached now. The recording plays when it is back.',
    gone: 'This recording is not there any more.',
    again: 'Try again',
    filmReady: 'The film is ready.',
  },

  sharing: {
    share: 'Share',
    title: 'Share the recording',
    part: 'What is shared',
    from: 'From',
    to: 'To',
    keyframe: 'The clip may begin up to two seconds earlier.',
    ends: 'The link ends after',
    durations: { 3600: '1 hour', 86400: '1 day', 604800: '1 week', 2592000: '30 days' },
    send: 'Send the clip',
    sendNow: 'Send it now',
    make: 'Make a link',
    link: 'Link',
    linkHint: 'Whoever has the link can watch this clip and nothing else, until it ends. It works where this camera can be reached.',
    copy: 'Copy',
    copied: 'Copied',
    qrCode: 'The link as a QR code',
    list: 'Shared by link',
    none: 'Nothing is shared.',
    end: 'End',
    until: (time: string): string => `until ${time}`,
    opened: (count: number, shown: string): string =>
      count === 0 ? 'not opened yet' : count === 1 ? 'opened once' : `opened ${shown} times`,
    whole: 'whole recording',
    failed: (reason: string): string => `That did not work. ${reason}`,
    close: 'Close',
  },
};
