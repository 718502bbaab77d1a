import { splitNalUnits } from '../../mp4/annex-b.ts';
import { nalUnitSyntax, type VideoCodec } from '../../mp4/video-codec.ts';
import { type AccessUnits, largestPictureBytes } from './access-units.ts';
import type { RtpPacket } from './rtp.ts';

/** How NAL units lie in packets. */
interface PayloadFormat {
  /** Types that stand for several units, and for a part of one. */
  readonly aggregate: number;
  readonly fragment: number;
  isSingleUnit(type: number): boolean;
  /** The header of the unit that a fragment is of; its own header, with the marks of begin and end, is the byte behind that of the payload. */
  unitHeader(payload: Buffer): Buffer;
}

const payloadFormats: Readonly<Record<VideoCodec, PayloadFormat>> = {
  // RFC 6184, 5.2.
  h264: {
    aggregate: 24,
    fragment: 28,
    isSingleUnit: (type) => type >= 1 && type <= 23,
    unitHeader: ([indicator = 0, header = 0]) => Buffer.from([(indicator & 0xe0) | (header & 0x1f)]),
  },
  // RFC 7798, 4.4, without decoding order numbers.
  h265: {
    aggregate: 48,
    fragment: 49,
    isSingleUnit: (type) => type < 48,
    unitHeader: ([first = 0, second = 0, header = 0]) => Buffer.from([(first & 0x81) | ((header & 0x3f) << 1), second]),
  },
};
const sequenceModulus = 0x1_0000;
/** What is further behind is a camera that began to count anew. */
const mostLatePackets = 64;

const isByteStream = (payload: Buffer): boolean => payload.length >= 4 && payload.readUInt32BE(0) === 1;

/** NAL units from RTP (RFC 6184, non-interleaved mode; RFC 7798), handed on in order. What has holes is reported and left out. */
export class NalDepacketizer {
  readonly #units: AccessUnits;
  readonly #syntax: (typeof nalUnitSyntax)[VideoCodec];
  readonly #format: PayloadFormat;
  #expected: number | null = null;
  /** Parts of the NAL unit that comes in fragments, without its start code. */
  #fragments: Buffer[] | null = null;
  #fragmentBytes = 0;

  constructor(codec: VideoCodec, units: AccessUnits) {
    this.#units = units;
    this.#syntax = nalUnitSyntax[codec];
    this.#format = payloadFormats[codec];
  }

  push({ sequence, timestamp, marker, payload }: RtpPacket): void {
    const ahead = this.#expected === null ? 0 : (sequence - this.#expected + sequenceModulus) % sequenceModulus;
    if (ahead > sequenceModulus - mostLatePackets) {
      return; // a little late: it came before, or its place was given up
    }
    if (ahead !== 0) {
      this.#fragments = null;
      this.#units.lose();
    }
    this.#expected = (sequence + 1) % sequenceModulus;
    this.#unpack(payload, timestamp);
    if (marker) {
      this.#units.mark();
    }
  }

  #unpack(payload: Buffer, timestamp: number): void {
    const { aggregate, fragment, isSingleUnit } = this.#format;
    const type = this.#syntax.typeOf(payload);
    if (type !== fragment && this.#fragments !== null) {
      this.#fragments = null; // its end never came
      this.#units.lose();
    }
    if (isByteStream(payload)) {
      this.#byteStream(payload, timestamp);
    } else if (isSingleUnit(type)) {
      this.#whole(payload, timestamp);
    } else if (type === aggregate) {
      this.#aggregate(payload, timestamp);
    } else if (type === fragment) {
      this.#fragment(payload, timestamp);
    }
  }

  #whole(unit: Buffer, timestamp: number): void {
    this.#units.add([unit], timestamp);
  }

  /** Some cameras send start codes, which have no place in RTP. */
  #byteStream(payload: Buffer, timestamp: number): void {
    splitNalUnits(payload).forEach((unit) => this.#whole(unit, timestamp));
  }

  #aggregate(payload: Buffer, timestamp: number): void {
    for (let at = this.#syntax.headerBytes; at + 2 < payload.length;) {
      const end = at + 2 + payload.readUInt16BE(at);
      if (end > payload.length) {
        this.#units.lose();
        return;
      }
      if (end > at + 2) {
        this.#whole(payload.subarray(at + 2, end), timestamp);
      }
      at = end;
    }
  }

  #fragment(payload: Buffer, timestamp: number): void {
    const { headerBytes } = this.#syntax;
    const header = payload[headerBytes] ?? 0;
    if ((header & 0x80) !== 0) {
      if (this.#fragments !== null) {
        this.#units.lose();
      }
      this.#fragments = [this.#format.unitHeader(payload)];
      this.#fragmentBytes = 0;
    }
    if (this.#fragments === null) {
      this.#units.lose(); // its beginning never came
      return;
    }
    this.#fragments.push(payload.subarray(headerBytes + 1));
    this.#fragmentBytes += payload.length;
    if (this.#fragmentBytes > largestPictureBytes) {
      this.#fragments = null; // its end will not come
      this.#units.lose();
      return;
    }
    if ((header & 0x40) !== 0) {
      const unit = this.#fragments;
      this.#fragments = null;
      this.#units.add(unit, timestamp);
    }
  }
}
