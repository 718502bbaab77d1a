import type { FileHandle } from 'node:fs/promises';
import { JpegSplitter } from '../frames/jpeg-splitter.ts';
import type { ContainerKind } from './local-file.ts';

/** What a file is by its content; `mjpeg` is JPEGs back to back, of which there may be one. */
export type VideoKind = ContainerKind | 'mjpeg';

const headBytes = 400;
const transportPacketBytes = 188;
/** Of the first box of MP4 and QuickTime files (ISO/IEC 14496-12). */
const firstBoxes: ReadonlySet<string> = new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'free', 'skip', 'wide', 'pnot', 'uuid']);
/** HEIF and AVIF look like MP4, and are pictures. */
const pictureBrands = /^(mif1|msf1|hei[cxms]|hev[cxms]|avi[fs])$/;

/** Null for anything but a video: a text, a picture, a playlist, a database. */
export async function videoKind(handle: FileHandle): Promise<VideoKind | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return kindOf(buffer.subarray(0, bytesRead));
}

function kindOf(head: Buffer): VideoKind | null {
  const text = (from: number, to: number): string => head.toString('latin1', from, to);
  const startsWith = (hex: string): boolean => head.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'));
  const isPacketAt = (offset: number): boolean =>
    [0, 1].every((packet) => head[offset + packet * (transportPacketBytes + offset)] === 0x47);
  if (startsWith('ffd8ff')) {
    return 'mjpeg';
  }
  if (firstBoxes.has(text(4, 8))) {
    return text(4, 8) === 'ftyp' && pictureBrands.test(text(8, 12)) ? null : 'mp4';
  }
  if (startsWith('1a45dfa3')) {
    return 'matroska';
  }
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'AVI ') {
    return 'avi';
  }
  if (startsWith('000001ba')) {
    return 'mpeg_program_stream';
  }
  if (startsWith('000001') || startsWith('00000001')) {
    return 'elementary_stream';
  }
  if (startsWith('464c5601')) {
    return 'flv';
  }
  if (text(0, 4) === 'OggS') {
    return 'ogg';
  }
  if (startsWith('3026b2758e66cf11')) {
    return 'asf';
  }
  // Packets of 188 bytes, or of 192 with four bytes before each, as on discs.
  return isPacketAt(0) || isPacketAt(4) ? 'mpeg_transport_stream' : null;
}

const chunkBytes = 1024 * 1024;
/** No camera's picture is larger. */
const largestPictureBytes = 16 * 1024 * 1024;

/** Whether a file of JPEGs is a video: more than one picture, and not the several sizes of one that phones and cameras store (CIPA DC-007). */
export async function holdsSeveralJpegs(handle: FileHandle): Promise<boolean> {
  const jpegs: Buffer[] = [];
  const splitter = new JpegSplitter(
    largestPictureBytes,
    (jpeg) => jpegs.push(jpeg),
    () => {},
  );
  for (let position = 0; jpegs.length < 2 && position <= 2 * largestPictureBytes;) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) {
      break;
    }
    splitter.push(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return jpegs.length > 1 && jpegs[0]?.includes('MPF\0') !== true;
}
