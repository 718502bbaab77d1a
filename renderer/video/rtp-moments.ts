/** What an answer says of the times of its pictures, and when that was heard. */
export interface ToldClock {
  /** Of RTP, at the beginning of 1970 by the clock of whoever sends them. */
  readonly epochTimestamp: number;
  /** About what time it was there, in milliseconds since then, when it was here: of a clock that does not jump. */
  readonly toldMilliseconds: number;
  readonly heardMilliseconds: number;
}

/** Of all video (RFC 6184, 8.2.1; RFC 7798, 7.1). */
const ticksPerMillisecond = 90;
/** Times of RTP begin anew. */
const wrapMilliseconds = 2 ** 32 / ticksPerMillisecond;

/**
 * @param answer SDP, in which video alone tells it
 * @returns undefined where it does not (RFC 7273, 5.2)
 */
export function readToldClock(answer: string, heard: Omit<ToldClock, 'epochTimestamp'>): ToldClock | undefined {
  const offset = /^a=mediaclk:direct=(\d{1,10})\s*$/m.exec(answer)?.[1];
  return offset === undefined ? undefined : { epochTimestamp: Number(offset), ...heard };
}

/**
 * When a picture was captured, by the clock of whoever sends it.
 *
 * @param timestamp of RTP
 * @param nowMilliseconds of the same clock as `heardMilliseconds`
 * @returns milliseconds since 1970
 */
export function captureMoment(timestamp: number, clock: ToldClock, nowMilliseconds: number): number {
  const { epochTimestamp, toldMilliseconds, heardMilliseconds } = clock;
  const inWrap = (timestamp - epochTimestamp) / ticksPerMillisecond;
  const about = toldMilliseconds + nowMilliseconds - heardMilliseconds;
  return inWrap + Math.round((about - inWrap) / wrapMilliseconds) * wrapMilliseconds;
}
