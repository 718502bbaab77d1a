/** Notices after which a list of recordings is another one. */
export const listChanges: ReadonlySet<string> = new Set([
  'recording.finished',
  'recording.interrupted',
  'recording.failed',
  'recording.changed',
  'recording.removed',
  'library.checked',
]);
