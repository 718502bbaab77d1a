import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PetLogError } from '../../shared/errors.ts';
import type { EventClip } from '../event-log/event-clips.ts';
import type { StoredEvent } from '../event-log/stored-event.ts';
import { type LibraryRecording, type Recording, recordingIdOf } from '../library/recording.ts';
import { sidecarContent } from '../library/sidecar.ts';
import { isMissing } from '../system/is-missing.ts';
import { makeDirectory } from '../system/make-directory.ts';
import type { Copy } from './copy-list.ts';
import { type CopiedEvent, type CopiedFile, type CopiedThing, headKeyOf, pictureKeyOf, videoKeyOf } from './copied-things.ts';

export interface BackupSourcesOptions {
  readonly library: { find(recordingId: string): LibraryRecording | null; hold(recordingId: string): () => void };
  readonly events: { find(eventId: string): StoredEvent };
  readonly clips: {
    open(event: StoredEvent, fromBytes: number): Promise<EventClip>;
    partOf(event: StoredEvent): { readonly recordingId: string; readonly start: number; readonly end: number };
  };
  nameOfPet(petId: number): string | null;
  /** The file of an event's picture. */
  pathOfPicture(picture: string): string;
  /** For clips of the last minutes, while they are sent; what is left in it is of an earlier start. */
  readonly directory: string;
  /** What a camera's video is like now. */
  videoOf(cameraId: string): Pick<Recording, 'widthPixels' | 'heightPixels' | 'frameRate' | 'clock'>;
  /** Throws where there is not as much room. */
  assertRoom(sizeBytes: number): Promise<void>;
}

interface Clip {
  readonly path: string;
  readonly recording: Recording;
  release(): void;
}

/** Makes ready what is to be copied. */
export class BackupSources {
  readonly #options: BackupSourcesOptions;

  constructor(options: BackupSourcesOptions) {
    this.#options = options;
  }

  /** Null for what is not there any more. Throws the system's error. */
  open(copy: Copy): Promise<CopiedThing | null> {
    return copy.kind === 'recording' ? this.#recording(copy) : this.#event(copy);
  }

  async #recording(copy: Copy): Promise<CopiedThing | null> {
    const { library } = this.#options;
    const recording = library.find(copy.sourceId);
    if (recording?.state !== 'finished') {
      return null;
    }
    const release = library.hold(recording.recordingId);
    try {
      const { size } = await stat(recording.absolutePath);
      const head = sidecarContent({ recording: { ...recording, sizeBytes: size }, furtherParts: [] });
      return {
        name: recording.name === '' ? recording.filename : recording.name,
        files: [
          { key: videoKeyOf(copy), content: { path: recording.absolutePath, sizeBytes: size } },
          { key: headKeyOf(copy), content: { bytes: Buffer.from(head) } },
        ],
        release,
      };
    } catch (error) {
      release();
      if (isMissing(error)) {
        return null;
      }
      throw error;
    }
  }

  async #event(copy: Copy): Promise<CopiedThing | null> {
    const event = this.#find(copy.sourceId);
    if (event === null) {
      return null;
    }
    const clip = await this.#clip(event);
    try {
      const files: CopiedFile[] = [];
      const picture = event.picture === null ? null : await fileAt(this.#options.pathOfPicture(event.picture));
      if (picture !== null) {
        files.push({ key: pictureKeyOf(copy), content: picture });
      }
      const video = clip === null ? null : await fileAt(clip.path);
      if (video !== null) {
        files.push({ key: videoKeyOf(copy), content: video });
      }
      const head = this.#head(
        event,
        picture !== null,
        clip === null || video === null ? null : { ...clip.recording, sizeBytes: video.sizeBytes },
      );
      files.push({ key: headKeyOf(copy), content: { bytes: Buffer.from(`${JSON.stringify(head, null, 1)}\n`) } });
      return {
        name: `${event.label ?? event.eventType} ${new Date(event.startedAtMilliseconds).toISOString()}`,
        files,
        release: () => clip?.release(),
      };
    } catch (error) {
      clip?.release();
      throw error;
    }
  }

  #find(eventId: string): StoredEvent | null {
    try {
      return this.#options.events.find(eventId);
    } catch (error) {
      if (error instanceof PetLogError && error.code === 'event_not_found') {
        return null;
      }
      throw error;
    }
  }

  /** What shows it, and as which recording it comes back; null where nothing does. */
  async #clip(event: StoredEvent): Promise<Clip | null> {
    try {
      const clip = await this.#options.clips.open(event, 0);
      return clip.kind === 'file' ? this.#ofRecording(event, clip) : await this.#ofLastMinutes(event, clip);
    } catch (error) {
      if (error instanceof PetLogError && error.code === 'clip_unavailable') {
        return null;
      }
      throw error;
    }
  }

  #ofRecording(event: StoredEvent, clip: Extract<EventClip, { kind: 'file' }>): Clip | null {
    const { clips, library } = this.#options;
    const { recordingId, start, end } = clips.partOf(event);
    const recording = library.find(recordingId);
    if (recording === null) {
      clip.release();
      return null;
    }
    const startedAtMilliseconds = recording.startedAtMilliseconds - recording.preRollMilliseconds + Math.round(start * 1000);
    const durationMilliseconds = Math.round((end - start) * 1000);
    return {
      path: clip.path,
      recording: clipRecording(event, { ...recording, startedAtMilliseconds, durationMilliseconds }),
      release: () => clip.release(),
    };
  }

  /** They go on being overwritten while a copy is sent, so that it is sent from a file of its own. */
  async #ofLastMinutes(event: StoredEvent, found: Extract<EventClip, { kind: 'last minutes' }>): Promise<Clip> {
    const { clip } = found;
    const { directory, videoOf, assertRoom } = this.#options;
    const path = join(directory, `event-${event.eventId}.mp4`);
    try {
      await assertRoom(clip.sizeBytes);
      await makeDirectory(directory, 0o700);
      await pipeline(Readable.from(clip.read(0), { objectMode: false }), createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      found.release();
    }
    const startedAtMilliseconds = Math.round(clip.startMicroseconds / 1000);
    const durationMilliseconds = Math.max(0, event.startedAtMilliseconds + event.durationMilliseconds - startedAtMilliseconds);
    const recording = { ...videoOf(event.cameraId), cameraId: event.cameraId, startedAtMilliseconds, durationMilliseconds };
    return {
      path,
      recording: clipRecording(event, recording),
      release: () => void rm(path, { force: true }).catch(() => {}),
    };
  }

  #head(event: StoredEvent, hasPicture: boolean, clip: Recording | null): CopiedEvent {
    return {
      version: 1,
      camera_id: event.cameraId,
      event_type: event.eventType,
      label: event.label,
      pet_id: event.petId,
      pet_name: event.petId === null ? null : this.#options.nameOfPet(event.petId),
      is_decided_by_person: event.decidedBy === 'person',
      confidence: event.confidence,
      started_at: new Date(event.startedAtMilliseconds).toISOString(),
      duration_ms: event.durationMilliseconds,
      box: event.box,
      note: event.note,
      is_wrong: event.isWrong,
      kept: event.isKept,
      metadata: event.metadata,
      created_at: new Date(event.createdAtMilliseconds).toISOString(),
      zones: event.zones.map(({ zoneId, durationMilliseconds }) => ({ zone_id: zoneId, duration_ms: durationMilliseconds })),
      has_picture: hasPicture,
      clip: clip === null ? null : (JSON.parse(sidecarContent({ recording: clip, furtherParts: [] })) as Record<string, unknown>),
    };
  }
}

type VideoFacts = Pick<Recording, 'widthPixels' | 'heightPixels' | 'frameRate' | 'clock'>;

/** A clip as a recording of its own, for where its recording is not there any more. */
function clipRecording(
  { eventId }: StoredEvent,
  video: VideoFacts & Pick<Recording, 'cameraId' | 'startedAtMilliseconds' | 'durationMilliseconds'>,
): Recording {
  const { cameraId, startedAtMilliseconds, durationMilliseconds, widthPixels, heightPixels, frameRate, clock } = video;
  const recordingId = recordingIdOf(startedAtMilliseconds, `e${eventId}`);
  return {
    recordingId,
    cameraId,
    startedAtMilliseconds,
    clock,
    durationMilliseconds,
    sizeBytes: 0,
    widthPixels,
    heightPixels,
    frameRate,
    preRollMilliseconds: 0,
    reason: 'motion',
    isKept: false,
    name: '',
    note: '',
    directory: '',
    filename: `event_${recordingId}.mp4`,
    state: 'finished',
    pictures: 'missing',
  };
}

/** Null for one that is gone. */
async function fileAt(path: string): Promise<{ readonly path: string; readonly sizeBytes: number } | null> {
  try {
    return { path, sizeBytes: (await stat(path)).size };
  } catch (error) {
    if (isMissing(error)) {
      return null;
    }
    throw error;
  }
}
