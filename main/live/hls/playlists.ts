/** The playlists of a live stream (RFC 8216bis, 4). Addresses in them are relative to the playlist's own. */
import { durationOf, type HlsListing, type HlsRhythm, type HlsSegment } from './hls-pieces.ts';
import type { PlayableRendition } from './playable-rendition.ts';

export const playlistContentType = 'application/vnd.apple.mpegurl';

/** `EXT-X-SKIP` (4.4.5.2). */
const version = 9;
/** Parts are told of in segments that end so near to the end (4.4.4.9), in target durations. */
const targetsWithParts = 3;
/** What is further from the end may be left out (4.4.3.8), in target durations. */
const skippableTargets = 6;
/** How far from the end a player stays (4.4.3.8). */
const heldBack = { parts: 3, targets: 3 } as const;

export interface MediaPlaylistOptions {
  /** What each address ends with: what it takes to be the same camera's and reader's. */
  readonly query: string;
  /** The player has an earlier one, and asks for what is new alone. */
  readonly mayLeaveOut: boolean;
  /** The other renditions that are being played. */
  readonly others: readonly RenditionReport[];
}

/** How far another rendition is. */
export interface RenditionReport {
  /** Of its playlist, relative to this one's. */
  readonly address: string;
  readonly listing: HlsListing;
}

/** The playlist of one rendition, with its parts. */
export function mediaPlaylist(listing: HlsListing, { query, mayLeaveOut, others }: MediaPlaylistOptions): string {
  const { rhythm, whole, current, discontinuitySequence, nextSequence, nextPartNumber } = listing;
  const { partMilliseconds, targetSeconds, hasIndependentSegments } = rhythm;
  const skipped = mayLeaveOut ? skippableCount(whole, targetSeconds) : 0;
  const withParts = new Set(within(whole, targetsWithParts * targetSeconds * 1000));
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    ...(hasIndependentSegments ? ['#EXT-X-INDEPENDENT-SEGMENTS'] : []),
    `#EXT-X-TARGETDURATION:${targetSeconds}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=${seconds(skippableTargets * targetSeconds * 1000)},HOLD-BACK=${seconds(heldBack.targets * targetSeconds * 1000)},PART-HOLD-BACK=${seconds(heldBack.parts * partMilliseconds)}`,
    `#EXT-X-PART-INF:PART-TARGET=${seconds(partMilliseconds)}`,
    `#EXT-X-MEDIA-SEQUENCE:${whole[0]?.sequence ?? nextSequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`,
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : []),
  ];
  let initialization = whole[skipped - 1]?.initialization ?? null;
  const segments = [...whole.slice(skipped), ...(current === null ? [] : [current])];
  for (const segment of segments) {
    if (segment.isDiscontinuous) {
      lines.push('#EXT-X-DISCONTINUITY');
    }
    if (segment.initialization !== initialization) {
      initialization = segment.initialization;
      lines.push(`#EXT-X-MAP:URI="${pieceNames.initialization(initialization.number)}${query}"`);
    }
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startsAtMicroseconds / 1000).toISOString()}`);
    if (segment === current || withParts.has(segment)) {
      lines.push(...segment.parts.map((part) => partLine(part, query)));
    }
    if (segment !== current) {
      lines.push(`#EXTINF:${seconds(durationOf(segment))},`, `${pieceNames.segment(segment.sequence)}${query}`);
    }
  }
  lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${pieceNames.part(nextPartNumber)}${query}"`);
  lines.push(...others.map((other) => reportLine(other, query)));
  return `${lines.join('\n')}\n`;
}

/** How the pieces of a stream are called. */
export const pieceNames = {
  initialization: (number: number): string => `init-${number}.mp4`,
  segment: (sequence: number): string => `segment-${sequence}.mp4`,
  part: (number: number): string => `part-${number}.mp4`,
} as const;

/** The playlist that leads to those of the renditions. */
export function multivariantPlaylist(
  renditions: readonly (PlayableRendition & { readonly address: string })[],
  picturesPerSecond: number,
  { hasIndependentSegments }: HlsRhythm,
): string {
  return [
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    ...(hasIndependentSegments ? ['#EXT-X-INDEPENDENT-SEGMENTS'] : []),
    ...renditions.flatMap(({ address, peakBitrate, averageBitrate, codec, widthPixels, heightPixels }) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${peakBitrate},AVERAGE-BANDWIDTH=${averageBitrate},CODECS="${codec}",RESOLUTION=${widthPixels}x${heightPixels},FRAME-RATE=${picturesPerSecond.toFixed(3)}`,
      address,
    ]),
    '',
  ].join('\n');
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function partLine({ number, durationMilliseconds, isIndependent }: HlsSegment['parts'][number], query: string): string {
  const independence = isIndependent ? ',INDEPENDENT=YES' : '';
  return `#EXT-X-PART:DURATION=${seconds(durationMilliseconds)},URI="${pieceNames.part(number)}${query}"${independence}`;
}

/** The newest part that it has (4.4.5.4). */
function reportLine({ address, listing: { whole, current } }: RenditionReport, query: string): string {
  const newest = current ?? whole.at(-1);
  const position = newest === undefined ? '' : `,LAST-MSN=${newest.sequence},LAST-PART=${newest.parts.length - 1}`;
  return `#EXT-X-RENDITION-REPORT:URI="${address}${query}"${position}`;
}

/** Those that end within so long of the end of the last one. */
function within(whole: readonly HlsSegment[], milliseconds: number): readonly HlsSegment[] {
  let passed = 0;
  let first = whole.length;
  while (first > 0 && passed < milliseconds) {
    first -= 1;
    const segment = whole[first];
    passed += segment === undefined ? 0 : durationOf(segment);
  }
  return whole.slice(first);
}

const skippableCount = (whole: readonly HlsSegment[], targetSeconds: number): number =>
  whole.length - within(whole, skippableTargets * targetSeconds * 1000).length;
