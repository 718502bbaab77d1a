import { senderReport } from './sender-report.ts';

/** Packets of RTP that belong together, as a report tells of them. */
export interface ReportedStream {
  readonly ssrc: number;
  /** How fast its timestamps go. They are times of capture. */
  readonly ticksPerMillisecond: number;
  /** Sent so far, and what was in them. */
  packets: number;
  payloadBytes: number;
}

interface ClockReportsOptions {
  readonly streams: readonly ReportedStream[];
  /** By which a browser knows that they belong together. */
  readonly canonicalName: string;
  /** Takes packets of RTCP as they are. */
  readonly send: (packet: Buffer) => void;
  /** Now, by the clock that pictures and sound are captured by. */
  readonly captureMilliseconds: () => number;
  readonly wallMilliseconds: () => number;
}

const reportMilliseconds = 1000;

/**
 * Tells a browser once a second what time it is in pictures and sound, by one clock, so that it plays together what was
 * captured together (RFC 3550, 6.4.1). The library's own reports say that the picture which leaves now is of now, however
 * long it took until then, and would be wrong about each stream in another way.
 */
export class ClockReports {
  readonly #options: ClockReportsOptions;
  #toldMilliseconds = -Infinity;

  constructor(options: ClockReportsOptions) {
    this.#options = options;
  }

  /** Something leaves: it is told of what was sent yet, if that is due. */
  tell(): void {
    const { streams, canonicalName, send, captureMilliseconds, wallMilliseconds } = this.#options;
    const now = captureMilliseconds();
    if (now - this.#toldMilliseconds < reportMilliseconds) {
      return;
    }
    this.#toldMilliseconds = now;
    for (const { ssrc, ticksPerMillisecond, packets, payloadBytes } of streams) {
      if (packets > 0) {
        const timestamp = Math.round(now * ticksPerMillisecond) % 2 ** 32;
        send(senderReport({ ssrc, canonicalName, wallMilliseconds: wallMilliseconds(), timestamp, packets, payloadBytes }));
      }
    }
  }
}
