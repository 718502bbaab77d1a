import { largestSoundFrameBytes } from '../../media/sound/sound-format.ts';
import type { RtpPacket } from './rtp.ts';
import type { MediaDescription } from './sdp.ts';

/** A frame of sound, as it was encoded. */
export interface SoundUnit {
  readonly data: Buffer;
  /** Of its first sample, on RTP's clock: 32 bits. */
  readonly timestamp: number;
}

/** Takes packets of RTP apart into frames of sound, in order. What has holes is left out. */
export interface SoundDepacketizer {
  push(packet: RtpPacket): SoundUnit[];
}

/** @param media a section of audio that can be taken */
export const soundDepacketizer = (media: MediaDescription): SoundDepacketizer =>
  media.encoding === 'MPEG4-GENERIC' ? new AacDepacketizer(media) : { push: wholePacket };

/** G.711, L16 and Opus: one packet is one frame (RFC 3551, 4.5; RFC 7587, 4.2). */
const wholePacket = ({ payload, timestamp }: RtpPacket): SoundUnit[] => (payload.length === 0 ? [] : [{ data: payload, timestamp }]);

const samplesOfAacFrame = 1024;
/** Of the usual mode, AAC-hbr (RFC 3640, 3.3.6). */
const usualBits = { sizelength: 13, indexlength: 3, indexdeltalength: 3 } as const;

/** AAC by RFC 3640: several frames in a packet, or one in several. */
class AacDepacketizer implements SoundDepacketizer {
  readonly #sizeBits: number;
  readonly #indexBits: number;
  readonly #indexDeltaBits: number;
  readonly #samplesOfFrame: number;
  /** Of a frame that comes in pieces: its size, and what is there of it. */
  #pieces: { readonly bytes: number; readonly timestamp: number; readonly parts: Buffer[] } | null = null;

  constructor({ parameters }: MediaDescription) {
    const bits = (name: keyof typeof usualBits): number => Math.min(32, Number(parameters.get(name) ?? usualBits[name]) || 0);
    this.#sizeBits = bits('sizelength');
    this.#indexBits = bits('indexlength');
    this.#indexDeltaBits = bits('indexdeltalength');
    this.#samplesOfFrame = Number(parameters.get('constantduration') ?? samplesOfAacFrame) || samplesOfAacFrame;
  }

  push({ payload, timestamp }: RtpPacket): SoundUnit[] {
    const sizes = this.#readSizes(payload);
    if (sizes === null) {
      this.#pieces = null;
      return [];
    }
    const [first = 0] = sizes.bytes;
    const body = payload.subarray(sizes.endBytes);
    if (sizes.bytes.length === 1 && first > body.length) {
      return this.#piece(body, first, timestamp);
    }
    this.#pieces = null;
    const units: SoundUnit[] = [];
    let at = 0;
    for (const [index, bytes] of sizes.bytes.entries()) {
      if (bytes > 0 && at + bytes <= body.length) {
        units.push({ data: body.subarray(at, at + bytes), timestamp: (timestamp + index * this.#samplesOfFrame) >>> 0 });
      }
      at += bytes;
    }
    return units;
  }

  /** The headers of the frames (3.2.1): how many bytes each has; null for what is none of that. */
  #readSizes(payload: Buffer): { bytes: number[]; endBytes: number } | null {
    if (this.#sizeBits === 0 || payload.length < 2) {
      return null;
    }
    const headerBits = payload.readUInt16BE(0);
    const endBytes = 2 + Math.ceil(headerBits / 8);
    if (endBytes > payload.length) {
      return null;
    }
    const bytes: number[] = [];
    let at = 16;
    for (;;) {
      const bits = this.#sizeBits + (bytes.length === 0 ? this.#indexBits : this.#indexDeltaBits);
      if (at + bits > 16 + headerBits) {
        return bytes.length === 0 ? null : { bytes, endBytes };
      }
      bytes.push(readBits(payload, at, this.#sizeBits));
      at += bits;
    }
  }

  #piece(part: Buffer, bytes: number, timestamp: number): SoundUnit[] {
    if (bytes > largestSoundFrameBytes) {
      this.#pieces = null;
      return [];
    }
    if (this.#pieces?.timestamp !== timestamp || this.#pieces.bytes !== bytes) {
      this.#pieces = { bytes, timestamp, parts: [] };
    }
    this.#pieces.parts.push(part);
    const there = this.#pieces.parts.reduce((sum, { length }) => sum + length, 0);
    if (there < bytes) {
      return [];
    }
    const data = Buffer.concat(this.#pieces.parts);
    this.#pieces = null;
    return there === bytes ? [{ data, timestamp }] : [];
  }
}

function readBits(data: Buffer, from: number, count: number): number {
  let value = 0;
  for (let bit = from; bit < from + count; bit += 1) {
    value = value * 2 + (((data[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  }
  return value;
}
