import type { LiveRendition } from '../renditions.ts';
import type { PictureSize } from '../../media/protocol.ts';
import { bytesOf, durationOf, type HlsInitialization, type HlsListing, type HlsSegment } from './hls-pieces.ts';

/** What a player has to know of a rendition before it plays it. */
export interface PlayableRendition {
  readonly name: string;
  /** Bits a second at most, and on average. */
  readonly peakBitrate: number;
  readonly averageBitrate: number;
  readonly codec: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/**
 * What can be told of renditions while the full one is played: of those that are played, what they are; of the others,
 * what they will be like, as none is encoded only to find that out.
 *
 * @param listingOf of one that is being played; null for another
 */
export function playableRenditions(
  renditions: readonly LiveRendition[],
  full: HlsListing,
  listingOf: (name: string) => HlsListing | null,
): PlayableRendition[] {
  const [first, ...smaller] = renditions;
  if (first === undefined) {
    return [];
  }
  const whole = playedRendition(first.name, full);
  return [
    whole,
    ...smaller.map((rendition) => {
      const listing = listingOf(rendition.name);
      return listing === null || listing.whole.length === 0
        ? expectedRendition(rendition, whole)
        : playedRendition(rendition.name, listing);
    }),
  ];
}

function playedRendition(name: string, { whole }: HlsListing): PlayableRendition {
  const newest = whole.at(-1);
  if (newest === undefined) {
    throw new RangeError('a playlist needs a segment');
  }
  const rates = whole.map((segment: HlsSegment) => (bytesOf(segment) * 8000) / durationOf(segment));
  const average = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const { codec, widthPixels, heightPixels }: HlsInitialization = newest.initialization;
  return { name, peakBitrate: Math.ceil(Math.max(...rates)), averageBitrate: Math.ceil(average), codec, widthPixels, heightPixels };
}

/** As many bits for a pixel, and a decoder that is good for the larger one: H.264 of High profile, and of its level (RFC 6381, 3.3). */
function expectedRendition({ name, widthPixels, heightPixels }: LiveRendition, full: PlayableRendition): PlayableRendition {
  const share = (widthPixels * heightPixels) / (full.widthPixels * full.heightPixels);
  return {
    name,
    peakBitrate: Math.ceil(full.peakBitrate * share),
    averageBitrate: Math.ceil(full.averageBitrate * share),
    codec: full.codec
      .replace(/^avc1\.[0-9a-f]{4}/, 'avc1.6400')
      .replace(/^hvc1[^,]*/, `avc1.6400${levelFor({ widthPixels, heightPixels })}`),
    widthPixels,
    heightPixels,
  };
}

/** The lowest level that holds pictures of that size, 30 a second (ITU-T H.264, table A-1: macroblocks), in hexadecimal. */
function levelFor({ widthPixels, heightPixels }: PictureSize): string {
  const blocks = Math.ceil(widthPixels / 16) * Math.ceil(heightPixels / 16);
  const level = levels.find(({ mostBlocks }) => blocks <= mostBlocks)?.level ?? 52;
  return level.toString(16);
}

const levels = [
  { mostBlocks: 1350, level: 30 },
  { mostBlocks: 3600, level: 31 },
  { mostBlocks: 8192, level: 40 },
  { mostBlocks: 32_768, level: 51 },
] as const;
