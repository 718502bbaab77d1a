import type { EncodedPacket } from '../../media/protocol.ts';
import { fragment, initializationSegment, lengthPrefixed } from '../../mp4/fragmented-mp4.ts';
import type { SoundBuffer } from '../../media/sound/sound-buffer.ts';
import { SoundTrack } from '../../media/sound/sound-track.ts';
import { KeyframeGroup } from '../../media/keyframe-group.ts';
import { producerTime } from '../../mp4/producer-time.ts';

/** A picture as every viewer gets it. */
export interface LiveFragment {
  readonly bytes: Buffer;
  readonly isKeyframe: boolean;
  /** When the picture was captured, monotonic. */
  readonly captureMilliseconds: number;
}

/** With what a video begins. */
export interface LiveBeginning {
  readonly initialization: Buffer;
  readonly hasSound: boolean;
  readonly group: readonly LiveFragment[];
}

/** A player stops where sound is missing: what is not there soon is silence. */
const patience = { patienceMilliseconds: 400, mostSilentMilliseconds: 2000 } as const;

/** After a pause of more than this the time of the video goes on with the camera's; a shorter one is how long the picture stood still. */
const pauseMilliseconds = 2000;

/**
 * Makes of a camera's packets the fragments of a live video, one a picture, each once for all viewers, and keeps those
 * since the newest keyframe for whoever comes next.
 *
 * How long a picture is shown is known only when the next one comes. So that none waits for that, each is shown for as
 * long as the one before it was: the video has no holes, which some players stop at, and no drift.
 */
export class LiveFragments {
  readonly #intervalMilliseconds: () => number;
  readonly #toWallMicroseconds: (monotonicMilliseconds: number) => number;
  #number = 0;
  #originMilliseconds: number | null = null;
  #lastCaptureMilliseconds = 0;
  #endMilliseconds = 0;
  #initialization: Buffer | null = null;
  readonly #heard: () => SoundBuffer | null;
  /** Once the video has sound it keeps its track, silent or not, as long as somebody watches. */
  #sound: SoundTrack | null = null;
  readonly #group = new KeyframeGroup<LiveFragment>(({ bytes }) => bytes.length);

  /**
   * @param intervalMilliseconds from picture to picture, as configured
   * @param toWallMicroseconds when that was, by the wall clock
   * @param heard what is heard beside the pictures; null while there is no sound
   */
  constructor(
    intervalMilliseconds: () => number,
    toWallMicroseconds: (monotonicMilliseconds: number) => number,
    heard: () => SoundBuffer | null = () => null,
  ) {
    this.#heard = heard;
    this.#intervalMilliseconds = intervalMilliseconds;
    this.#toWallMicroseconds = toWallMicroseconds;
  }

  /** With what the video begins for whoever comes now; null before the first keyframe. */
  get beginning(): LiveBeginning | null {
    const initialization = this.#initialization;
    return initialization === null ? null : { initialization, hasSound: this.#sound !== null, group: this.#group.items };
  }

  /** @throws when a keyframe lacks its parameter sets */
  add(packet: EncodedPacket): LiveFragment {
    if (packet.isKeyframe) {
      this.#begin(packet);
    }
    const { mediaMilliseconds, durationMilliseconds } = this.#place(packet.captureMilliseconds);
    this.#number += 1;
    const made = {
      bytes: Buffer.concat([
        producerTime(this.#toWallMicroseconds(packet.captureMilliseconds), mediaMilliseconds),
        fragment(
          this.#number,
          mediaMilliseconds,
          [{ data: lengthPrefixed(packet.annexB, packet.size.codec), durationMilliseconds, isKeyframe: packet.isKeyframe }],
          this.#sound?.take(this.#originMilliseconds ?? 0, packet.captureMilliseconds + durationMilliseconds) ?? null,
        ),
      ]),
      isKeyframe: packet.isKeyframe,
      captureMilliseconds: packet.captureMilliseconds,
    };
    this.#group.add(made);
    return made;
  }

  /** What was kept is of no use any more: nobody sees to it that it is the newest. */
  forget(): void {
    this.#initialization = null;
    this.#sound = null;
    this.#group.forget();
  }

  /** What the video begins with stays the same object until it is another: of another size, or for another decoder. */
  #begin({ annexB, size, captureMilliseconds }: EncodedPacket): void {
    const heard = this.#heard();
    this.#sound ??= heard === null ? null : new SoundTrack(heard, { ...patience, fromMilliseconds: captureMilliseconds });
    const initialization = initializationSegment(size, annexB, this.#sound !== null);
    if (this.#initialization?.equals(initialization) !== true) {
      this.#initialization = initialization;
    }
  }

  #place(captureMilliseconds: number): { mediaMilliseconds: number; durationMilliseconds: number } {
    const interval = Math.max(1, Math.round(this.#intervalMilliseconds()));
    if (this.#originMilliseconds === null) {
      this.#originMilliseconds = captureMilliseconds;
      this.#lastCaptureMilliseconds = captureMilliseconds - interval;
    }
    const passedMilliseconds = captureMilliseconds - this.#lastCaptureMilliseconds;
    this.#lastCaptureMilliseconds = captureMilliseconds;
    const sinceOrigin = Math.round(captureMilliseconds - this.#originMilliseconds);
    const mediaMilliseconds = passedMilliseconds > pauseMilliseconds ? Math.max(sinceOrigin, this.#endMilliseconds) : this.#endMilliseconds;
    // Where the camera will be one picture from now.
    this.#endMilliseconds = Math.max(
      mediaMilliseconds + 1,
      passedMilliseconds > pauseMilliseconds ? mediaMilliseconds + interval : sinceOrigin + interval,
    );
    return { mediaMilliseconds, durationMilliseconds: this.#endMilliseconds - mediaMilliseconds };
  }
}
