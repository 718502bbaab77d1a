/** A moment that a camera names on the clock of a stream, and on one that all its streams share. */
interface Moment {
  readonly timestamp: number;
  readonly milliseconds: number;
}

export type StreamName = 'video' | 'audio';
type Moments = Partial<Record<StreamName, Moment>>;

/**
 * Which sound belongs to which picture, as the camera itself says: by what it answered to PLAY (RTP-Info: RFC 2326, 12.33),
 * and better, from then on, by its sender reports (RFC 3550, 6.4.1). Knows no arrival: whether it can be is judged by
 * those who see the pictures arrive.
 */
export class StreamSync {
  readonly #ticksPerMillisecond: Readonly<Record<StreamName, number>>;
  readonly #begun: Moments = {};
  readonly #reported: Moments = {};

  /** @param ticksPerSecond of RTP's clock */
  constructor(ticksPerSecond: Readonly<Record<StreamName, number>>) {
    this.#ticksPerMillisecond = { video: ticksPerSecond.video / 1000, audio: ticksPerSecond.audio / 1000 };
  }

  /** The streams begin at the same moment, each at a time of its own. */
  begin(stream: StreamName, timestamp: number): void {
    this.#begun[stream] = { timestamp, milliseconds: 0 };
  }

  /** @param milliseconds by the camera's clock; one that says that it does not know it (0) says nothing */
  report(stream: StreamName, timestamp: number, milliseconds: number): void {
    if (milliseconds > 0) {
      this.#reported[stream] = { timestamp, milliseconds };
    }
  }

  /** @returns the time, on the clock of the pictures, at which a sample of the sound was heard; null where the camera does not say */
  videoTimestamp(audioTimestamp: number): number | null {
    const moments = this.#reported.video !== undefined && this.#reported.audio !== undefined ? this.#reported : this.#begun;
    const { video, audio } = moments;
    if (video === undefined || audio === undefined) {
      return null;
    }
    const passed = ((audioTimestamp - audio.timestamp) | 0) / this.#ticksPerMillisecond.audio;
    const milliseconds = audio.milliseconds + passed;
    moments.audio = { timestamp: audioTimestamp, milliseconds }; // 32 bits are soon over
    return Math.round(video.timestamp + (milliseconds - video.milliseconds) * this.#ticksPerMillisecond.video);
  }
}
