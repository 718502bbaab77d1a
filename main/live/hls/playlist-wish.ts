import { PetLogError } from '../../../shared/errors.ts';
import type { HlsListing } from './hls-pieces.ts';

/** What a playlist is asked with (RFC 8216bis, 6.2.5). */
export interface PlaylistWish {
  /** The playlist shall have this segment, or the part of it that is named. */
  readonly segment: number | undefined;
  readonly part: number | undefined;
  readonly mayLeaveOut: boolean;
}

/** How many parts after the newest one may be asked for: those of so long, and three at least (RFC 8216bis, 6.2.5.2). */
const aheadMilliseconds = 3000;

/** @throws PetLogError `malformed_request` for the part of no segment */
export function assertWhole({ segment, part }: PlaylistWish): void {
  if (part !== undefined && segment === undefined) {
    throw new PetLogError('malformed_request', { reason: '_HLS_part needs _HLS_msn beside it' });
  }
}

/** @throws PetLogError `malformed_request` where it asks for what is far away (RFC 8216bis, 6.2.5.2) */
export function assertNear({ current, nextSequence, rhythm }: HlsListing, { segment, part }: PlaylistWish): void {
  if (segment === undefined || segment < nextSequence) {
    return;
  }
  if (segment > nextSequence + 1) {
    throw new PetLogError('malformed_request', { reason: `_HLS_msn is ${segment}, and may be ${nextSequence + 1} at most` });
  }
  const aheadParts = Math.max(3, Math.ceil(aheadMilliseconds / rhythm.partMilliseconds));
  const mostPart = (segment === nextSequence ? (current?.parts.length ?? 0) : 0) + aheadParts;
  if (part !== undefined && part > mostPart) {
    throw new PetLogError('malformed_request', { reason: `_HLS_part is ${part}, and may be ${mostPart} at most` });
  }
}

/** Whether the playlist has what is asked for; without a part, the whole segment. A part that a segment lacks is the next one's first. */
export function hasCome({ whole, current, nextSequence }: HlsListing, { segment, part }: PlaylistWish): boolean {
  if (segment === undefined || part === undefined || segment < nextSequence - 1) {
    return segment === undefined || segment < nextSequence;
  }
  const { parts } = (segment === nextSequence ? current : whole.at(-1)) ?? { parts: [] };
  return part < parts.length || (segment < nextSequence && current !== null);
}
