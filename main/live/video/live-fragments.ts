import type { EncodedPacket } from '../../media/protocol.ts';
import { fragment, initializationSegment, lengthPrefixed } from '../../mp4/fragmented-mp4.ts';
import { producerTime } from '../../mp4/producer-time.ts';

/** A picture as every viewer gets it. */
export interface LiveFragment {
  readonly bytes: Buffer;
  readonly isKeyframe: boolean;
  /** When the picture was captured, monotonic. */
  readonly captureMilliseconds: number;
}

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
  #group: LiveFragment[] = [];

  /**
   * @param intervalMilliseconds from picture to picture, as configured
   * @param toWallMicroseconds when that was, by the wall clock
   */
  constructor(intervalMilliseconds: () => number, toWallMicroseconds: (monotonicMilliseconds: number) => number) {
    this.#intervalMilliseconds = intervalMilliseconds;
    this.#toWallMicroseconds = toWallMicroseconds;
  }

  /** With what the video begins for whoever comes now; null before the first keyframe. */
  get beginning(): { readonly initialization: Buffer; readonly group: readonly LiveFragment[] } | null {
    return this.#initialization === null ? null : { initialization: this.#initialization, group: this.#group };
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
        fragment(this.#number, mediaMilliseconds, [
          { data: lengthPrefixed(packet.annexB), durationMilliseconds, isKeyframe: packet.isKeyframe },
        ]),
      ]),
      isKeyframe: packet.isKeyframe,
      captureMilliseconds: packet.captureMilliseconds,
    };
    this.#group.push(made);
    return made;
  }

  /** What was kept is of no use any more: nobody sees to it that it is the newest. */
  forget(): void {
    this.#initialization = null;
    this.#group = [];
  }

  /** What the video begins with stays the same object until it is another: of another size, or for another decoder. */
  #begin({ annexB, size }: EncodedPacket): void {
    const initialization = initializationSegment(size, annexB);
    if (this.#initialization?.equals(initialization) !== true) {
      this.#initialization = initialization;
    }
    this.#group = [];
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
