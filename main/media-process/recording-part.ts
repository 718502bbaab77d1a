import { open, stat } from 'node:fs/promises';
import { AV_PKT_FLAG_CORRUPT, AVERROR_EOF, AVERROR_INVALIDDATA, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { Packet, type FormatContext, type Stream } from 'node-av/lib';
import { check } from '../ffmpeg/ffmpeg-error.ts';
import { withVideoFile } from '../ffmpeg/video-file.ts';
import { wholeBytesOf } from '../mp4/whole-fragments.ts';
import { isMissing } from '../system/is-missing.ts';

/** What reading a part needs of the disk. */
export interface PartDisk {
  readonly open: typeof open;
}

const realDisk: PartDisk = { open };
/** Read at once to find out whether all of a file can be read. */
const pieceBytes = 1024 * 1024;

/** The tracks of a part. */
export interface PartTracks {
  readonly video: Stream;
  /** null for a part without sound. */
  readonly sound: Stream | null;
}

/**
 * Hands each whole packet of a part, picture or sound, to `take`. A part that is not there, or
 * was read whole and is no video up to its end, gives what it has: perhaps
 * nothing. A torn end is cut off, so that it can be read at all.
 *
 * @throws the system's error when the part, or some of it, cannot be read: that tells nothing about what it holds
 * @throws what `take` throws
 */
export async function readPart(
  path: string,
  take: (packet: Packet, tracks: PartTracks) => Promise<void>,
  disk: PartDisk = realDisk,
): Promise<void> {
  const wholeBytes = await prepared(path, disk);
  if (wholeBytes === null) {
    return;
  }
  const reading = { endBytes: 0, isDamaged: false };
  let failure: unknown = null;
  try {
    await withVideoFile(path, (file, video) => {
      const sound = file.streams.find(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_AUDIO) ?? null;
      return readPackets(file, { video, sound }, reading, async (packet) => {
        try {
          await take(packet, { video, sound });
        } catch (error) {
          failure = error; // not the part is to blame
          throw error;
        }
      });
    });
  } catch (error) {
    if (failure !== null || error instanceof UnreadableError) {
      throw error;
    }
    reading.isDamaged = true;
  }
  if (reading.isDamaged || reading.endBytes < wholeBytes) {
    // FFmpeg takes a sector that cannot be read for the end of the file, or for a file that is no video.
    await readWhole(path, disk);
  }
}

/** A part of which FFmpeg says that it cannot be read. */
class UnreadableError extends Error {
  readonly code = 'EIO';
}

/** Cuts off a torn end. Returns the length of the part; null when there is none. */
async function prepared(path: string, disk: PartDisk): Promise<number | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) {
      return null;
    }
    throw error;
  });
  if (found === null) {
    return null;
  }
  if (!found.isFile()) {
    throw Object.assign(new Error(`${path} is not a file`), { code: found.isDirectory() ? 'EISDIR' : 'EINVAL' }); // opening a pipe would wait for ever
  }
  const file = await disk.open(path, 'r');
  let wholeBytes: number;
  let sizeBytes: number;
  try {
    wholeBytes = await wholeBytesOf(file);
    sizeBytes = (await file.stat()).size;
  } finally {
    await file.close();
  }
  if (wholeBytes < sizeBytes) {
    const writable = await disk.open(path, 'r+');
    try {
      await writable.truncate(wholeBytes);
    } finally {
      await writable.close();
    }
  }
  if (wholeBytes === 0) {
    await readWhole(path, disk);
    return null;
  }
  return wholeBytes;
}

async function readPackets(
  file: FormatContext,
  { video, sound }: PartTracks,
  reading: { endBytes: number; isDamaged: boolean },
  take: (packet: Packet) => Promise<void>,
): Promise<void> {
  const packet = new Packet();
  packet.alloc();
  try {
    for (;;) {
      const result = await file.readFrame(packet);
      if (result === AVERROR_EOF) {
        return;
      }
      if (result < 0) {
        reading.isDamaged = true;
        if (result !== AVERROR_INVALIDDATA) {
          throw unreadable(result);
        }
        return;
      }
      reading.endBytes = Math.max(reading.endBytes, Number(packet.pos) + packet.size);
      if (packet.hasFlags(AV_PKT_FLAG_CORRUPT)) {
        reading.isDamaged = true;
      } else if ([video.index, sound?.index].includes(packet.streamIndex)) {
        await take(packet);
      }
      packet.unref();
    }
  } finally {
    packet.free();
  }
}

function unreadable(result: number): UnreadableError {
  try {
    check(result, 'read the recording');
  } catch (error) {
    return new UnreadableError(error instanceof Error ? error.message : String(error));
  }
  return new UnreadableError('the recording could not be read');
}

/** @throws the system's error when anything of the file cannot be read */
async function readWhole(path: string, disk: PartDisk): Promise<void> {
  const file = await disk.open(path, 'r');
  try {
    const piece = Buffer.alloc(pieceBytes);
    for (let position = 0; ;) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes, position);
      if (bytesRead === 0) {
        return;
      }
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}
