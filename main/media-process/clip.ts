import { open } from 'node:fs/promises';
import type { Answer, ClipPiece, Question } from '../media/protocol.ts';
import type { EncodedPacket } from './encoded-video.ts';
import { fragment, initializationSegment, lengthPrefixed } from './fragmented-mp4.ts';
import type { PacketHistory } from './packet-history.ts';

type Position = Question<'read-clip'>['position'];

/** A piece ends with the group of pictures that makes it this large. */
const pieceBytes = 512 * 1024;
/** How long a clip's last picture is shown that has no successor. */
const longestLastMilliseconds = 100;

/**
 * The next piece of a clip, as fragmented MP4 with one fragment for each group
 * of pictures. It depends on nothing but the history: a reader that goes away
 * leaves nothing behind.
 *
 * @returns null without a picture of that time, and when the history has dropped what comes next
 */
export function readClipPiece(history: PacketHistory, { fromMilliseconds, untilMilliseconds, position }: Question<'read-clip'>): Answer<'read-clip'> {
  const packets = history.between(fromMilliseconds, untilMilliseconds);
  const hasGone = position !== null && packets[0]?.captureMilliseconds !== fromMilliseconds;
  return hasGone ? null : clipPiece(packets, untilMilliseconds, position);
}

/**
 * Writes a clip into an existing file; it is on the disk when this resolves.
 *
 * @returns null when there is no picture of that time
 * @throws the system's error; the file is empty then
 */
export async function saveClip(history: PacketHistory, { fromMilliseconds, untilMilliseconds, path }: Question<'save-clip'>): Promise<Answer<'save-clip'>> {
  // Held by this function alone from now on: the history moves on meanwhile.
  const packets = history.between(fromMilliseconds, untilMilliseconds);
  const [first] = packets;
  const last = packets.at(-1);
  if (first === undefined || last === undefined) {
    return null;
  }
  const file = await open(path, 'r+');
  try {
    await file.truncate(0);
    let rest: readonly EncodedPacket[] = packets;
    let position: Position = null;
    for (let piece = clipPiece(rest, untilMilliseconds, position); piece !== null; piece = clipPiece(rest, untilMilliseconds, position)) {
      await file.writeFile(piece.bytes);
      const { nextMilliseconds } = piece;
      rest = nextMilliseconds === null ? [] : rest.slice(rest.findIndex(({ captureMilliseconds }) => captureMilliseconds === nextMilliseconds));
      position = piece;
    }
    await file.sync();
    const endMilliseconds = endOf(last, untilMilliseconds);
    return {
      fromMilliseconds: first.captureMilliseconds,
      untilMilliseconds: endMilliseconds,
      facts: {
        ...first.size,
        durationMilliseconds: Math.round(endMilliseconds - first.captureMilliseconds),
        sizeBytes: (await file.stat()).size,
        frameCount: packets.length,
      },
    };
  } catch (error) {
    await file.truncate(0).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

const endOf = ({ captureMilliseconds }: EncodedPacket, untilMilliseconds: number): number => Math.min(untilMilliseconds, captureMilliseconds + longestLastMilliseconds);

function clipPiece(packets: readonly EncodedPacket[], untilMilliseconds: number, position: Position): ClipPiece | null {
  const [first] = packets;
  if (first === undefined) {
    return null;
  }
  const originMilliseconds = position?.originMilliseconds ?? first.captureMilliseconds;
  const parts = position === null ? [initializationSegment(first.size, first.annexB)] : [];
  let sizeBytes = 0;
  let nextFragment = position?.nextFragment ?? 1;
  let begin = 0;
  while (begin < packets.length && sizeBytes < pieceBytes) {
    const next = packets.findIndex(({ isKeyframe }, index) => index > begin && isKeyframe);
    const group = packets.slice(begin, next === -1 ? packets.length : next);
    const bytes = groupFragment(nextFragment, group, packets[begin + group.length] ?? null, untilMilliseconds, originMilliseconds);
    parts.push(bytes);
    sizeBytes += bytes.length;
    nextFragment += 1;
    begin += group.length;
  }
  return { bytes: Buffer.concat(parts), originMilliseconds, nextMilliseconds: packets[begin]?.captureMilliseconds ?? null, nextFragment };
}

function groupFragment(number: number, group: readonly EncodedPacket[], next: EncodedPacket | null, untilMilliseconds: number, originMilliseconds: number): Buffer {
  const at = group.map(({ captureMilliseconds }) => Math.round(captureMilliseconds - originMilliseconds));
  const samples = group.map((packet, index) => {
    const endMilliseconds = at[index + 1] ?? Math.round((next?.captureMilliseconds ?? endOf(packet, untilMilliseconds)) - originMilliseconds);
    return { data: lengthPrefixed(packet.annexB), isKeyframe: packet.isKeyframe, durationMilliseconds: Math.max(1, endMilliseconds - (at[index] ?? 0)) };
  });
  return fragment(number, at[0] ?? 0, samples);
}
