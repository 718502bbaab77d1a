import { ticksPerMillisecond } from '../webrtc/picture-sending.ts';

interface ClockMoment {
  /** Now, by the clock that pictures are captured by. */
  readonly captureMilliseconds: number;
  /** The same moment by the clock of people, since 1970. */
  readonly wallMilliseconds: number;
}

/**
 * An answer that says what the times of its pictures mean (RFC 7273, 5.2): which time of RTP the beginning of 1970 would have
 * had, by the clock of this machine. A player that knows the time here knows how old a picture is.
 *
 * @param answer SDP
 * @param mid of its section of video
 */
export function withToldClock(answer: string, mid: string, { captureMilliseconds, wallMilliseconds }: ClockMoment): string {
  const ticks = Math.round((captureMilliseconds - wallMilliseconds) * ticksPerMillisecond) % 2 ** 32;
  const offset = ticks < 0 ? ticks + 2 ** 32 : ticks;
  const line = `a=mid:${mid}\r\n`;
  return answer.replace(line, () => `${line}a=ts-refclk:local\r\na=mediaclk:direct=${offset}\r\n`);
}
