import type { BusEventName } from '../../../shared/events.ts';

/** After these, other recordings are there. */
export const recordingChanges: ReadonlySet<string> = new Set<BusEventName>([
  'recording.finished',
  'recording.interrupted',
  'recording.failed',
  'recording.removed',
  'library.checked',
]);

/** After these, other marks are there. They come often: they are asked for with the next look at the last minutes. */
export const eventChanges: ReadonlySet<string> = new Set<BusEventName>(['event.started', 'event.changed', 'event.ended', 'event.removed']);
