import type { AnsweringDisks } from '../system/answering-disks.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { MediaFiles } from './media-files.ts';
import type { RecordedEvents } from './recorded-events.ts';
import type { ClockMark } from './recording.ts';

export interface RecordingLibraryOptions {
  dataDirectory: string;
  /** Puts an end to what is asked of a disk that may be gone. */
  disks?: Pick<AnsweringDisks, 'ask'>;
  media: MediaFiles;
  clock: Clock;
  logger: Logger;
  /** What the system's clock is worth now; nobody knows unless it is said. */
  clockMark?: () => ClockMark;
  /** What happened while something was recorded. */
  events?: RecordedEvents;
}
