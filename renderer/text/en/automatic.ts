import type { AutomaticMode } from '../../../shared/config/automatic-recording.ts';

/** Words about what is recorded by itself, in English. Loaded with the pages that show them. */
export const automaticWords = {
  heading: 'Automatic recording',
  headingOf: (camera: string): string => `Automatic recording: ${camera}`,
  modes: {
    never: 'Nothing',
    visits: 'Pets and people',
    motion: 'Anything that moves',
    always: 'All the time',
  } satisfies Readonly<Record<AutomaticMode, string>>,
  hints: {
    never: 'Only when somebody presses Record.',
    visits: 'From just before they appear until they leave or rest.',
    motion: 'Even things such as a curtain in the wind.',
    always: 'Everything and everyone in the picture, while the camera runs.',
  } satisfies Readonly<Record<AutomaticMode, string>>,
  needsNoticing: '“Notice pets and people” is switched off. Switch it on for this.',
  who: 'Who',
  labels: { cat: 'Cats', dog: 'Dogs', person: 'People' } as Readonly<Record<string, string>>,
  where: 'Where',
  whereHint: 'Choose none for anywhere.',
  days: 'Days',
  from: 'From',
  until: 'Until',
  untilHint: 'The same time twice means the whole day.',
  after: { label: 'Keep recording after the last movement', unit: 'seconds' },
  longest: { label: 'Longest recording', unit: 'minutes', hint: 'After that, the next one begins.' },
  question: {
    title: 'Record pets and people automatically?',
    text: 'From just before they appear until they leave. When the disk fills up, the oldest of these recordings are deleted first; those you make yourself stay.',
    yes: 'Yes',
    no: 'No',
  },
};

export type AutomaticWords = typeof automaticWords;
