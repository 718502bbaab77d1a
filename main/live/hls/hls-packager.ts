import type { EncodedPacket } from '../../media/protocol.ts';
import { codecString } from '../../mp4/codec-string.ts';
import { fragment, initializationSegment, lengthPrefixed } from '../../mp4/fragmented-mp4.ts';
import type { SoundBuffer } from '../../media/sound/sound-buffer.ts';
import { soundCodec } from '../../media/sound/sound-frame.ts';
import { SoundTrack } from '../../media/sound/sound-track.ts';
import type { HlsInitialization, HlsPart, HlsRhythm, HlsSegment } from './hls-pieces.ts';
import type { HlsTimeline } from './hls-timeline.ts';
import { PictureGrid, type PictureStretch } from './picture-grid.ts';

interface HlsPackagerOptions {
  /** From keyframe to keyframe at most, where it is encoded here. */
  readonly keyframeMilliseconds: number;
  /** When that was, by the wall clock. */
  toWallMicroseconds(monotonicMilliseconds: number): number;
  /** What is heard beside the pictures; null for a stream without sound, to its end. */
  readonly heard: SoundBuffer | null;
  /** Shared with the other renditions. */
  readonly timeline: HlsTimeline;
  /** With what numbers go on. */
  readonly next: HlsNumbers;
}

/** What goes on counting when a stream ends and begins again, so that nothing has the name of something else. */
export interface HlsNumbers {
  readonly segment: number;
  readonly part: number;
  readonly initialization: number;
}

export const firstNumbers: HlsNumbers = { segment: 0, part: 0, initialization: 0 };

/** What a part brings, and what it is of. */
export interface MadePart {
  readonly part: HlsPart;
  /** A segment that begins with it, still without parts; null where it belongs to the one before. */
  readonly segment: Omit<HlsSegment, 'parts'> | null;
}

/** Its rate is measured with the first pictures: so many, or for so long. */
const measured = { pictures: 5, milliseconds: 1500 } as const;
const mostIntervalMilliseconds = 1000;
const leastPartMilliseconds = 250;
/** A slow camera has parts of so many pictures, so that one that is late leaves none of them empty. */
const leastPictures = 3;
const leastSegmentMilliseconds = { ofEncoded: 300, ofCamera: 1000 } as const;
/** Where keyframes come when the camera likes. */
const targetSecondsOfCamera = 4;
/** What is shorter than this rounds to the target. */
const roundingMilliseconds = 499;
/** Beyond the stretch that a list of changes leaves out (RFC 8216bis, 4.4.3.8). */
const listedTargets = 8;

/** A player stops where sound is missing: what is not there soon is silence. */
const patience = { patienceMilliseconds: 400, mostSilentMilliseconds: 2000 } as const;

/** Makes of a camera's packets the parts of an HLS stream, in the MP4 of recordings, each once for all players. */
export class HlsPackager {
  readonly #options: HlsPackagerOptions;
  #next: HlsNumbers;
  #endMilliseconds = 0;
  #measuring: EncodedPacket[] = [];
  #grid: PictureGrid | null = null;
  #rhythm: HlsRhythm | null = null;
  #initialization: HlsInitialization | null = null;
  /** Begins with the first picture that is shown. */
  #sound: SoundTrack | null = null;
  /** Of each picture that begins a video, for the stretch that it will be in. */
  readonly #beginnings = new Map<EncodedPacket, HlsInitialization>();

  constructor(options: HlsPackagerOptions) {
    this.#options = options;
    this.#next = options.next;
  }

  /** How the stream is cut; null while its rate is being measured. */
  get rhythm(): HlsRhythm | null {
    return this.#rhythm;
  }

  /** Pictures a second, lately; null while they are counted. */
  get picturesPerSecond(): number | null {
    return this.#grid === null ? null : 1000 / this.#grid.intervalMilliseconds;
  }

  /** The last segment is whole, and nothing of the next one is complete yet. */
  get isBetweenSegments(): boolean {
    return this.#grid?.isBetweenSegments === true;
  }

  /** Where the newest part ends in the video. */
  get endMilliseconds(): number {
    return this.#endMilliseconds;
  }

  get numbers(): HlsNumbers {
    return this.#next;
  }

  /**
   * @returns the parts that are complete now, oldest first
   * @throws when a keyframe lacks its parameter sets
   */
  add(packet: EncodedPacket): MadePart[] {
    if (this.#grid !== null) {
      return this.#lay(this.#grid, packet);
    }
    this.#measuring.push(packet);
    const spanMilliseconds = packet.captureMilliseconds - (this.#measuring[0]?.captureMilliseconds ?? 0);
    const count = this.#measuring.length;
    if (count < 2 || (count < measured.pictures && spanMilliseconds < measured.milliseconds)) {
      return [];
    }
    const grid = this.#begin(Math.min(Math.max(usualInterval(this.#measuring), 1), mostIntervalMilliseconds), this.#measuring[0]);
    return this.#measuring.splice(0).flatMap((waiting) => this.#lay(grid, waiting));
  }

  #begin(intervalMilliseconds: number, first: EncodedPacket | undefined): PictureGrid {
    const { keyframeMilliseconds, timeline } = this.#options;
    const pictures = Math.max(leastPictures, Math.round(leastPartMilliseconds / intervalMilliseconds));
    const stretchMilliseconds = Math.ceil(pictures * intervalMilliseconds);
    const isOfCamera = first?.size.cameraProfile !== undefined; // its keyframes come when it likes
    const leastMilliseconds = isOfCamera ? leastSegmentMilliseconds.ofCamera : leastSegmentMilliseconds.ofEncoded;
    const targetSeconds = isOfCamera
      ? Math.max(targetSecondsOfCamera, Math.ceil((2 * stretchMilliseconds) / 1000))
      : Math.round((keyframeMilliseconds + leastMilliseconds + intervalMilliseconds) / 1000);
    this.#rhythm = {
      partMilliseconds: stretchMilliseconds,
      targetSeconds,
      listedMilliseconds: listedTargets * targetSeconds * 1000,
      hasIndependentSegments: !isOfCamera,
    };
    this.#grid = new PictureGrid({
      stretchMilliseconds,
      leastSegmentMilliseconds: leastMilliseconds,
      mostSegmentMilliseconds: targetSeconds * 1000 + roundingMilliseconds,
      intervalMilliseconds,
      timeline,
    });
    return this.#grid;
  }

  #lay(grid: PictureGrid, packet: EncodedPacket): MadePart[] {
    const begun = packet.isKeyframe ? this.#initializationOf(packet) : null;
    if (begun !== null) {
      this.#beginnings.set(packet, begun);
    }
    return grid.add(packet, begun !== null).map((stretch) => this.#make(stretch));
  }

  /** Null where the video goes on as it was. */
  #initializationOf({ annexB, size }: EncodedPacket): HlsInitialization | null {
    const hasSound = this.#options.heard !== null;
    const bytes = initializationSegment(size, annexB, hasSound);
    const newest = [...this.#beginnings.values()].at(-1) ?? this.#initialization;
    if (newest?.bytes.equals(bytes) === true) {
      return null;
    }
    const { initialization: number } = this.#next;
    this.#next = { ...this.#next, initialization: number + 1 };
    return {
      number,
      bytes,
      codec: hasSound ? `${codecString(annexB, size)},${soundCodec}` : codecString(annexB, size),
      widthPixels: size.widthPixels,
      heightPixels: size.heightPixels,
    };
  }

  #make({ packets, mediaMilliseconds, durationMilliseconds, beginsSegment }: PictureStretch): MadePart {
    const [first] = packets;
    const begun = first === undefined ? undefined : this.#beginnings.get(first);
    if (first !== undefined && begun !== undefined) {
      this.#beginnings.delete(first);
    }
    const before = this.#initialization;
    const initialization = begun ?? before;
    if (first === undefined || initialization === null) {
      throw new Error('the video does not begin with a keyframe');
    }
    this.#initialization = initialization;
    const samples = packets.map(({ annexB, isKeyframe, size }, index) => ({
      data: lengthPrefixed(annexB, size.codec),
      durationMilliseconds: share(durationMilliseconds, index + 1, packets.length) - share(durationMilliseconds, index, packets.length),
      isKeyframe,
    }));
    const { segment, part } = this.#next;
    this.#next = {
      ...this.#next,
      part: part + 1,
      segment: segment + (beginsSegment ? 1 : 0),
    };
    this.#endMilliseconds = mediaMilliseconds + durationMilliseconds;
    const originMilliseconds = first.captureMilliseconds - this.#options.timeline.at(first.captureMilliseconds);
    const { heard } = this.#options;
    // A video that goes on after a pause has a time before its first picture, of which nothing belongs to it.
    this.#sound ??= heard === null ? null : new SoundTrack(heard, { ...patience, fromMilliseconds: first.captureMilliseconds });
    const sound = this.#sound?.take(originMilliseconds, originMilliseconds + this.#endMilliseconds) ?? null;
    return {
      part: {
        number: part,
        bytes: fragment(part + 1, mediaMilliseconds, samples, sound),
        durationMilliseconds,
        isIndependent: first.isKeyframe,
      },
      segment: beginsSegment
        ? {
            sequence: segment,
            initialization,
            isDiscontinuous: begun !== undefined && (before !== null || this.#options.timeline.isContinued),
            startsAtMicroseconds: this.#options.toWallMicroseconds(first.captureMilliseconds),
          }
        : null,
    };
  }
}

/** The middle one, as one picture may be late. */
function usualInterval(packets: readonly EncodedPacket[]): number {
  const intervals = packets
    .slice(1)
    .map(({ captureMilliseconds }, index) => captureMilliseconds - (packets[index]?.captureMilliseconds ?? 0));
  return intervals.sort((one, other) => one - other)[Math.floor(intervals.length / 2)] ?? mostIntervalMilliseconds;
}

const share = (durationMilliseconds: number, index: number, count: number): number => Math.round((durationMilliseconds * index) / count);
