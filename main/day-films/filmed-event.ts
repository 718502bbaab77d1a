import { EventTable } from '../event-log/event-table.ts';
import type { Statements } from '../event-log/statements.ts';
import type { StoredEvent } from '../event-log/stored-event.ts';
import type { LibraryRecording } from '../library/recording.ts';
import type { FilmedEvent } from './day-film-plan.ts';

/** A film shows a minute of them anyway. */
const mostEvents = 2000;

/** What somebody was seen doing before a camera in that time, as far as nobody said that it was nothing. */
export const eventsOfFilm = (
  statements: Statements,
  cameraId: string,
  fromMilliseconds: number,
  toMilliseconds: number,
): readonly StoredEvent[] =>
  new EventTable(statements).page({ fromMilliseconds, toMilliseconds, cameraIds: [cameraId], isWrong: false, isSeen: true }, mostEvents, 0);

/** @param recording that shows it; null where there is none */
export function filmedEvent(
  { startedAtMilliseconds, durationMilliseconds, confidence, petId, picture }: StoredEvent,
  recording: LibraryRecording | null,
  pathOfPicture: (name: string) => string,
): FilmedEvent {
  return {
    startedAtMilliseconds,
    durationMilliseconds,
    confidence,
    isKnown: petId !== null,
    clip:
      recording === null
        ? null
        : {
            recordingId: recording.recordingId,
            path: recording.absolutePath,
            startMilliseconds: recording.startedAtMilliseconds - recording.preRollMilliseconds,
            durationMilliseconds: recording.durationMilliseconds,
          },
    picturePath: picture === null ? null : pathOfPicture(picture),
  };
}
