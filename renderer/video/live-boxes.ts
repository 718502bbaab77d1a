import { h265Codec } from '../../shared/h265-codec.ts';

/** What a live video says of its next picture, before it (`prft`, ISO/IEC 14496-12, 8.16.5). */
export interface PictureTime {
  /** Where in the video it is. */
  readonly mediaMilliseconds: number;
  /** When it was captured, by the wall clock of the camera. */
  readonly capturedMilliseconds: number;
}

/** One or more whole boxes, in the order in which a player takes them. */
export interface LivePiece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of a beginning: what plays it, as MIME types name it (RFC 6381). */
  readonly codec: string | undefined;
  readonly time: PictureTime | undefined;
}

/** No box is larger: what is, is no such video. */
const largestBoxBytes = 16 * 1024 * 1024;
const headBytes = 8;
/** Seconds from the beginning of NTP's time to that of Unix (RFC 5905, 6). */
const ntpSecondsOfUnix = 2_208_988_800;

/** Takes apart the answer of `GET /live/video`, as its bytes arrive, into whole boxes (ISO/IEC 14496-12, 4.2). */
export class LiveBoxes {
  #bytes = new Uint8Array(0);

  /** @throws RangeError where this is no such answer */
  push(chunk: Uint8Array): LivePiece[] {
    const joined = new Uint8Array(this.#bytes.length + chunk.length);
    joined.set(this.#bytes);
    joined.set(chunk, this.#bytes.length);
    const view = new DataView(joined.buffer);
    const pieces: LivePiece[] = [];
    let at = 0;
    /** Behind the boxes that are whole: a beginning is of two boxes. */
    let end = 0;
    while (end + headBytes <= joined.length) {
      const size = view.getUint32(end);
      if (size < headBytes || size > largestBoxBytes) {
        throw new RangeError('the answer is no live video');
      }
      if (end + size > joined.length) {
        break;
      }
      const type = typeAt(joined, end);
      end += size;
      if (type !== 'ftyp') {
        pieces.push(pieceOf(type, joined.subarray(at, end)));
        at = end;
      }
    }
    this.#bytes = joined.slice(at);
    return pieces;
  }
}

const typeAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at + 4, at + 8));

function pieceOf(type: string, bytes: Uint8Array<ArrayBuffer>): LivePiece {
  return { bytes, codec: type === 'moov' ? codecOf(bytes) : undefined, time: type === 'prft' ? timeOf(bytes) : undefined };
}

/** From the decoder's configuration (`avcC` or `hvcC`, ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1). */
function codecOf(movie: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(movie);
  const sound = text.includes('mp4a') ? ',mp4a.40.2' : '';
  const ofH265 = text.indexOf('hvcC');
  if (ofH265 !== -1) {
    return `${h265Codec(movie.subarray(ofH265 + 4))}${sound}`;
  }
  const at = text.indexOf('avcC');
  const hex = [...movie.subarray(at + 5, at + 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return at === -1 || hex.length !== 6 ? undefined : `avc1.${hex}${sound}`;
}

function timeOf(box: Uint8Array<ArrayBuffer>): PictureTime | undefined {
  const view = new DataView(box.buffer, box.byteOffset, box.byteLength);
  if (box.length < 32 || view.getUint8(8) !== 1) {
    return undefined;
  }
  return {
    capturedMilliseconds: (view.getUint32(16) - ntpSecondsOfUnix) * 1000 + (view.getUint32(20) / 2 ** 32) * 1000,
    mediaMilliseconds: Number(view.getBigUint64(24)),
  };
}
