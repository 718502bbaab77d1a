import { join } from 'node:path';
import type { EventLog } from '../event-log/event-log.ts';
import type { StoredEvent } from '../event-log/stored-event.ts';
import type { EventBus } from '../events/event-bus.ts';
import { type ShownTime, shownTime } from '../library/recorded-events.ts';
import type { Recording } from '../library/recording.ts';
import type { RecordingLibrary } from '../library/recording-library.ts';
import type { Logger } from '../system/logger.ts';

interface RecordingsMadeForOptions {
  readonly log: Pick<EventLog, 'idsDuring'>;
  library(): Pick<RecordingLibrary, 'find' | 'showing' | 'remove'>;
  /** Records by itself what is noticed; null for a camera that is not there any more. */
  automaticOf(cameraId: string): { forget(visitKey: string): Promise<string | null> } | null;
  readonly bus: EventBus;
  readonly logger: Logger;
}

/** From first to last sight, of which camera. */
export const timeOf = ({ cameraId, startedAtMilliseconds, durationMilliseconds }: StoredEvent): ShownTime => ({
  cameraId,
  fromMilliseconds: startedAtMilliseconds,
  toMilliseconds: startedAtMilliseconds + durationMilliseconds,
});

/** Removes recordings that were made by themselves for one event alone, and are not kept. Never rejects. */
export class RecordingsMadeFor {
  readonly #options: RecordingsMadeForOptions;

  constructor(options: RecordingsMadeForOptions) {
    this.#options = options;
  }

  /** To be called before the event is removed: as long as the log knows whether others are in them. */
  async remove(event: StoredEvent): Promise<void> {
    const running = event.visitKey === null ? null : await this.#endOf(event.cameraId, event.visitKey);
    for (const recordingId of new Set([...(running === null ? [] : [running]), ...this.#options.library().showing(timeOf(event))])) {
      await this.#remove(recordingId, event.eventId);
    }
  }

  /** Of a visit that is not in the log: what runs for it. */
  async removeOfVisit(cameraId: string, visitKey: string): Promise<void> {
    const running = await this.#endOf(cameraId, visitKey);
    if (running !== null) {
      await this.#remove(running, null);
    }
  }

  async #endOf(cameraId: string, visitKey: string): Promise<string | null> {
    return (await this.#options.automaticOf(cameraId)?.forget(visitKey)) ?? null;
  }

  /** @param eventId the only one that may be in it; null for none */
  async #remove(recordingId: string, eventId: number | null): Promise<void> {
    const { library, bus, logger } = this.#options;
    const found = library().find(recordingId);
    if (found?.reason !== 'motion' || found.isKept || found.isBeingWritten || !this.#isAlone(eventId, found)) {
      return;
    }
    await library()
      .remove(recordingId)
      .then(
        (removed) =>
          bus.ofCamera(removed.cameraId).emit('recording.removed', {
            recording_id: recordingId,
            recording_path: join(removed.directory, removed.filename),
            reason: 'asked',
          }),
        (error: unknown) => logger.warn({ err: error }, 'the recording of a removed event could not be removed'),
      );
  }

  #isAlone(eventId: number | null, recording: Recording): boolean {
    const { cameraId, fromMilliseconds, toMilliseconds } = shownTime(recording);
    return this.#options.log.idsDuring(cameraId, fromMilliseconds, toMilliseconds).every((id) => id === eventId);
  }
}
