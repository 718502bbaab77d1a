/** How far a player of HLS is from where it should be. */
export interface HlsDistance {
  /** Later than the playlist wants it (`PART-HOLD-BACK`; RFC 8216bis, 4.4.3.8), in seconds. */
  readonly behindSeconds: number;
  /** What it has of the video, from where it is. */
  readonly bufferedSeconds: number;
  /** Of the longest part. */
  readonly partSeconds: number;
}

const catchesUpFrom = { behindSeconds: 0.08, until: 0.02 } as const;
/** What is little is made up for without anybody hearing it. */
const rates = { little: 1.05, much: 1.1, muchSeconds: 0.5 } as const;

/**
 * How fast it plays: where it began late, it catches up, as long as it keeps more than the part that is being played. hls.js
 * does so only with a second in its buffer, which a stream with parts of a fifth of a second never has.
 *
 * @param isCatchingUp it plays faster already
 * @returns as `HTMLMediaElement.playbackRate`
 */
export function hlsPlaybackRate({ behindSeconds, bufferedSeconds, partSeconds }: HlsDistance, isCatchingUp: boolean): number {
  const isBehind = behindSeconds > (isCatchingUp ? catchesUpFrom.until : catchesUpFrom.behindSeconds);
  if (!isBehind || bufferedSeconds <= partSeconds) {
    return 1;
  }
  return behindSeconds > rates.muchSeconds ? rates.much : rates.little;
}
