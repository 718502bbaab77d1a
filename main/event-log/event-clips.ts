import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PetLogError } from '../../shared/errors.ts';
import type { LibraryRecording } from '../library/recording.ts';
import type { Answer, Question } from '../media/protocol.ts';
import type { RewindClip } from '../rewind/rewind-service.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { bytesPerMegabyte } from '../system/units.ts';
import type { StoredEvent } from './stored-event.ts';

interface EventClipsOptions {
  /** For parts of recordings; what is in it is removed. */
  readonly directory: string;
  readonly library: { find(recordingId: string): LibraryRecording | null; hold(recordingId: string): () => void };
  /** The recording that shows the event. */
  recordingOf(event: StoredEvent): { readonly recordingId: string } | null;
  readonly media: { trim(part: Question<'trim'>): Promise<Answer<'trim'>> };
  /** The last minutes of a camera; null for one that is not there any more. */
  rewindOf(cameraId: string): { clip(start: string, durationSeconds: number | undefined, fromBytes: number): Promise<RewindClip> } | null;
  minimumFreeMegabytes(): number;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
  readonly logger: Logger;
}

/** What shows an event; to be released by whoever asked for it. */
export type EventClip =
  | { readonly kind: 'file'; readonly path: string; readonly filename: string; release(): void }
  | { readonly kind: 'last minutes'; readonly clip: RewindClip; readonly filename: string; release(): void };

/** Seen before it begins and after it ends. */
const marginMilliseconds = 3000;
/** Of a sleep of hours its beginning is shown. */
const longestMilliseconds = 600_000;
/** A recording that has hardly more is shown as it is. */
const spareMilliseconds = 1500;
const mostFiles = 12;

interface Part {
  readonly path: string;
  readonly made: Promise<void>;
  readers: number;
}

/** Videos of events: parts of recordings, which are copied without being encoded, or of the last minutes. */
export class EventClips {
  readonly #options: EventClipsOptions;
  /** By event and span, in the order of their last use. */
  readonly #parts = new Map<string, Part>();
  /** By the path of what is being removed. */
  readonly #removals = new Map<string, Promise<void>>();

  constructor(options: EventClipsOptions) {
    this.#options = options;
  }

  /** Removes what is left of an earlier start. Throws the system's error. */
  async prepare(): Promise<void> {
    await rm(this.#options.directory, { recursive: true, force: true });
  }

  /**
   * @param fromBytes where reading begins
   * @throws PetLogError `clip_unavailable`, `too_many_downloads`
   */
  async open(event: StoredEvent, fromBytes: number): Promise<EventClip> {
    const filename = `event_${event.eventId}.mp4`;
    const found = this.#options.recordingOf(event);
    const recording = found === null ? null : this.#options.library.find(found.recordingId);
    if (recording !== null) {
      return { kind: 'file', filename, ...(await this.#ofRecording(event, recording)) };
    }
    const { from, until } = this.#span(event);
    const seconds = Math.max(1, (until - from) / 1000);
    const rewind = this.#options.rewindOf(event.cameraId);
    try {
      const clip = await rewind?.clip(new Date(from).toISOString(), seconds, fromBytes);
      if (clip !== undefined) {
        return { kind: 'last minutes', filename, clip, release: () => clip.release() };
      }
    } catch (error) {
      if (!(error instanceof PetLogError) || error.code !== 'rewind_unavailable') {
        throw error;
      }
    }
    throw new PetLogError('clip_unavailable', { id: event.eventId });
  }

  /**
   * What shows an event, in seconds of a recording that is over.
   *
   * @throws PetLogError `clip_unavailable` also for what only the last minutes have
   */
  partOf(event: StoredEvent): { recordingId: string; start: number; end: number } {
    const found = this.#options.recordingOf(event);
    const recording = found === null ? null : this.#options.library.find(found.recordingId);
    if (recording === null) {
      throw new PetLogError('clip_unavailable', { id: event.eventId });
    }
    const { fromMilliseconds, untilMilliseconds } = this.#partOf(event, recording);
    return { recordingId: recording.recordingId, start: fromMilliseconds / 1000, end: untilMilliseconds / 1000 };
  }

  async close(): Promise<void> {
    await Promise.all([...[...this.#parts.values()].map(({ made }) => made.catch(() => {})), ...this.#removals.values()]);
    await rm(this.#options.directory, { recursive: true, force: true });
  }

  #span({ startedAtMilliseconds, durationMilliseconds, isOpen }: StoredEvent): { from: number; until: number } {
    const from = startedAtMilliseconds - marginMilliseconds;
    const now = this.#options.clock.nowMicroseconds() / 1000;
    const end = isOpen ? now : startedAtMilliseconds + durationMilliseconds + marginMilliseconds;
    return { from, until: Math.min(end, from + longestMilliseconds) };
  }

  /** In the time of the recording. */
  #partOf(event: StoredEvent, recording: LibraryRecording): { fromMilliseconds: number; untilMilliseconds: number } {
    const { from, until } = this.#span(event);
    const beginning = recording.startedAtMilliseconds - recording.preRollMilliseconds;
    return {
      fromMilliseconds: Math.max(0, Math.round(from - beginning)),
      untilMilliseconds: Math.min(recording.durationMilliseconds, Math.round(until - beginning)),
    };
  }

  async #ofRecording(event: StoredEvent, recording: LibraryRecording): Promise<{ path: string; release(): void }> {
    const { library, logger } = this.#options;
    const { fromMilliseconds, untilMilliseconds } = this.#partOf(event, recording);
    const release = library.hold(recording.recordingId);
    if (untilMilliseconds - fromMilliseconds >= recording.durationMilliseconds - spareMilliseconds) {
      return { path: recording.absolutePath, release };
    }
    try {
      const key = `${event.eventId}-${recording.recordingId}-${fromMilliseconds}-${untilMilliseconds}`;
      return await this.#part(key, recording.absolutePath, { fromMilliseconds, untilMilliseconds });
    } catch (error) {
      logger.warn({ err: error, recordingId: recording.recordingId }, 'the part of a recording that shows an event could not be made');
      throw new PetLogError('clip_unavailable', { id: event.eventId }, { cause: error });
    } finally {
      release();
    }
  }

  async #part(
    key: string,
    path: string,
    span: { readonly fromMilliseconds: number; readonly untilMilliseconds: number },
  ): Promise<{ path: string; release(): void }> {
    const part = this.#parts.get(key) ?? { ...this.#make(key, path, span), readers: 0 };
    this.#parts.delete(key);
    this.#parts.set(key, part);
    part.readers += 1;
    try {
      await Promise.all([part.made, this.#makeRoom()]);
    } catch (error) {
      this.#parts.delete(key);
      throw error;
    }
    return { path: part.path, release: () => void (part.readers -= 1) };
  }

  #make(key: string, path: string, span: { readonly fromMilliseconds: number; readonly untilMilliseconds: number }): Omit<Part, 'readers'> {
    const { directory, media, minimumFreeMegabytes } = this.#options;
    const outputPath = join(directory, `${key}.mp4`);
    const make = async (): Promise<void> => {
      await this.#removals.get(outputPath);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await media.trim({ path, outputPath, minimumFreeBytes: minimumFreeMegabytes() * bytesPerMegabyte, ...span });
    };
    return { path: outputPath, made: make() };
  }

  /** Resolves once those that are too many are gone, as far as they can be removed. Never rejects. */
  async #makeRoom(): Promise<void> {
    const idle = [...this.#parts].filter(([, { readers }]) => readers === 0).slice(0, Math.max(0, this.#parts.size - mostFiles));
    idle.forEach(([key]) => this.#parts.delete(key));
    await Promise.all(idle.map(([, { path }]) => this.#remove(path)));
  }

  /** What stays is removed at the next start. Never rejects. */
  async #remove(path: string): Promise<void> {
    const removal = rm(path, { force: true })
      .catch((error: unknown) =>
        this.#options.logger.warn({ err: error, path }, 'the part of a recording that showed an event could not be removed'),
      )
      .finally(() => this.#removals.delete(path));
    this.#removals.set(path, removal);
    await removal;
  }
}
