import type { AutomaticMode } from '../../../shared/config/automatic-recording.ts';

/** Words about what is recorded by itself, in English. Loaded with the pages that show them. */
export const automaticWords = {
  heading: 'What is recorded by itself',
  headingOf: (camera: string): string => `What ${camera} records by itself`,
  modes: {
    never: 'Nothing',
    visits: 'Pets and people',
    motion: 'Whatever moves',
    always: 'All the time',
  } satisfies Readonly<Record<AutomaticMode, string>>,
  hints: {
    never: 'Recordings are made with the button alone.',
    visits: 'From before they come until they have gone or rest.',
    motion: 'Also what nobody can name, such as a curtain in the wind.',
    always: 'Everybody who is in the picture, while the camera runs.',
  } satisfies Readonly<Record<AutomaticMode, string>>,
  needsNoticing: 'Nothing is noticed now. Switch on “Notice pets and people” for that.',
  who: 'Who',
  labels: { cat: 'Cats', dog: 'Dogs', person: 'People' } as Readonly<Record<string, string>>,
  where: 'Where',
  whereHint: 'With none chosen: anywhere.',
  days: 'Days',
  from: 'From',
  until: 'Until',
  untilHint: 'The same time twice is the whole day.',
  after: { label: 'Go on after the last movement', unit: 'seconds' },
  longest: { label: 'Longest recording', unit: 'minutes', hint: 'What goes on is in the next one.' },
  question: {
    title: 'Record pets and people by themselves?',
    text: 'From before they come until they have gone. The oldest of these recordings go first when the disk fills up; yours stay.',
    yes: 'Yes',
    no: 'No',
  },
};

export type AutomaticWords = typeof automaticWords;
