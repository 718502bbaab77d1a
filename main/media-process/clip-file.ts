import type { CaptureSpan } from '../media/protocol.ts';
import type { SoundBuffer } from '../media/sound/sound-buffer.ts';
import { silentFrame } from '../media/sound/sound-frame.ts';
import { SoundTrack } from '../media/sound/sound-track.ts';
import { lengthPrefixed } from '../mp4/fragmented-mp4.ts';
import { plainHeader, type PlainSound } from '../mp4/plain-mp4.ts';
import { unlessGone, type VideoHistory } from './video-history.ts';

/** How long a clip's last picture is shown that has no successor. */
const longestLastMilliseconds = 100;

/** A picture that others follow lasts until they come: a second where nothing happened. Those of another size begin another clip. */
export function endOfClip(history: VideoHistory, lastMilliseconds: number, untilMilliseconds: number): number {
  const followedAt = history.followedAt(lastMilliseconds);
  if (followedAt === null) {
    return Math.min(untilMilliseconds, lastMilliseconds + longestLastMilliseconds);
  }
  return followedAt > lastMilliseconds ? Math.min(untilMilliseconds, followedAt) : untilMilliseconds;
}

/** For a clip of that time; null where nothing was heard in it. */
export const soundOfClip = (heard: SoundBuffer, { fromMilliseconds, untilMilliseconds }: CaptureSpan): SoundTrack | null =>
  heard.hasAny(fromMilliseconds, untilMilliseconds)
    ? new SoundTrack(heard, { patienceMilliseconds: Infinity, mostSilentMilliseconds: Infinity })
    : null;

/** A group of the clip, and where its pictures, and the sound behind them, are in the file. */
interface ClipGroup {
  readonly firstMilliseconds: number;
  readonly pictureCount: number;
  /** Number of its first frame, and how long each is. */
  readonly sound: { readonly firstNumber: number; readonly frameBytes: readonly number[] };
  readonly beginBytes: number;
  readonly endBytes: number;
}

/**
 * A part of the history as a plain MP4, laid out once: what is read of it is
 * the same every time, or is gone. Holds the tables of the file, no picture:
 * some 12 bytes for each picture.
 */
export class ClipFile implements CaptureSpan {
  readonly fromMilliseconds: number;
  readonly untilMilliseconds: number;
  readonly sizeBytes: number;
  readonly #history: VideoHistory;
  readonly #heard: SoundBuffer;
  readonly #header: Buffer;
  readonly #groups: readonly ClipGroup[];

  private constructor(history: VideoHistory, heard: SoundBuffer, span: CaptureSpan, header: Buffer, groups: readonly ClipGroup[]) {
    this.#history = history;
    this.#heard = heard;
    this.fromMilliseconds = span.fromMilliseconds;
    this.untilMilliseconds = span.untilMilliseconds;
    this.#header = header;
    this.#groups = groups;
    this.sizeBytes = groups.at(-1)?.endBytes ?? 0;
  }

  /** From the keyframe at or before the span. null when there is no picture of that time. */
  static async open(history: VideoHistory, heard: SoundBuffer, span: CaptureSpan): Promise<ClipFile | null> {
    const pictures: { captureMilliseconds: number; sizeBytes: number; isKeyframe: boolean }[] = [];
    const groups: Pick<ClipGroup, 'firstMilliseconds' | 'pictureCount'>[] = [];
    const found = history.between(span);
    for (const group of found) {
      const samples = (await unlessGone(group.samples(), [])).filter(
        ({ captureMilliseconds }) => captureMilliseconds < span.untilMilliseconds,
      );
      if (samples.length === 0) {
        break;
      }
      groups.push({ firstMilliseconds: group.firstMilliseconds, pictureCount: samples.length });
      pictures.push(
        ...samples.map(({ captureMilliseconds, sampleBytes }, index) => ({
          captureMilliseconds,
          sizeBytes: sampleBytes,
          isKeyframe: index === 0,
        })),
      );
    }
    const first = pictures[0];
    const last = pictures.at(-1);
    const [keyframe] = (await unlessGone(found[0]?.packets() ?? Promise.resolve([]), [])) ?? [];
    if (first === undefined || last === undefined || keyframe === undefined) {
      return null;
    }
    const untilMilliseconds = endOfClip(history, last.captureMilliseconds, span.untilMilliseconds);
    const times = [...pictures.map(({ captureMilliseconds }) => captureMilliseconds), untilMilliseconds].map((time) =>
      Math.round(time - first.captureMilliseconds),
    );
    const samples = pictures.map((picture, index) => ({
      ...picture,
      durationMilliseconds: Math.max(1, (times[index + 1] ?? 0) - (times[index] ?? 0)),
    }));
    const clipSpan = { fromMilliseconds: first.captureMilliseconds, untilMilliseconds };
    const track = soundOfClip(heard, clipSpan);
    const runs = groups.map((_, index) =>
      track === null ? null : track.take(first.captureMilliseconds, groups[index + 1]?.firstMilliseconds ?? untilMilliseconds),
    );
    const soundOf = (index: number): ClipGroup['sound'] => ({
      firstNumber: runs[index]?.firstNumber ?? 0,
      frameBytes: runs[index]?.frames.map(({ length }) => length) ?? [],
    });
    const firstRun = runs.find((run) => run !== null);
    const sound: PlainSound | null =
      firstRun === undefined
        ? null
        : {
            beginSamples: firstRun.decodeTimeSamples,
            chunks: groups.map(({ pictureCount }, index) => ({ pictureCount, frameBytes: soundOf(index).frameBytes })),
          };
    const header = plainHeader(keyframe.size, keyframe.annexB, samples, sound);
    let position = header.length;
    let at = 0;
    const laidOut = groups.map(({ firstMilliseconds, pictureCount }, index) => {
      const beginBytes = position;
      const own = soundOf(index);
      position += samples.slice(at, at + pictureCount).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      position += own.frameBytes.reduce((sum, bytes) => sum + bytes, 0);
      at += pictureCount;
      return { firstMilliseconds, pictureCount, sound: own, beginBytes, endBytes: position };
    });
    return new ClipFile(history, heard, clipSpan, header, laidOut);
  }

  /** From there to the end of the tables, or of a group of pictures. null when that is gone from the history, or the file ends there. */
  async read(positionBytes: number): Promise<Buffer | null> {
    if (positionBytes < this.#header.length) {
      return this.#header.subarray(positionBytes);
    }
    const place = this.#groups.find(({ endBytes }) => positionBytes < endBytes);
    const group = place === undefined ? null : this.#history.beginningAt(place.firstMilliseconds);
    const pictures = group === null ? null : await unlessGone(group.packets(), null);
    if (place === undefined || pictures === null) {
      return null;
    }
    const heard = place.sound.frameBytes.map((bytes, index) => this.#heard.get(place.sound.firstNumber + index) ?? silence(bytes));
    const content = Buffer.concat([
      ...pictures.slice(0, place.pictureCount).map(({ annexB, size }) => lengthPrefixed(annexB, size.codec)),
      ...heard,
    ]);
    return content.length === place.endBytes - place.beginBytes ? content.subarray(positionBytes - place.beginBytes) : null;
  }
}

/** A frame that is not kept any more, as long as the tables say that it is: decoders leave out what is behind its end. */
function silence(sizeBytes: number): Buffer {
  const frame = Buffer.alloc(sizeBytes);
  silentFrame.copy(frame);
  return frame;
}
