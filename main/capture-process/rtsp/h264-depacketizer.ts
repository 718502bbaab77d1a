import { splitNalUnits } from '../../mp4/annex-b.ts';
import type { AccessUnits } from './access-units.ts';
import type { RtpPacket } from './rtp.ts';

/** Payload structures of RFC 6184, 5.2. */
const structures = { aggregate: 24, fragment: 28 } as const;
const largestSingleUnit = 23;
const sequenceModulus = 0x1_0000;
/** What is further behind is a camera that began to count anew. */
const mostLatePackets = 64;

/** NAL units from RTP (RFC 6184, non-interleaved mode), handed on in order. What has holes is reported and left out. */
export class H264Depacketizer {
  readonly #units: AccessUnits;
  #expected: number | null = null;
  /** Parts of the NAL unit that comes in fragments, without its start code. */
  #fragments: Buffer[] | null = null;

  constructor(units: AccessUnits) {
    this.#units = units;
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
    const type = (payload[0] ?? 0) & 0x1f;
    if (type !== structures.fragment && this.#fragments !== null) {
      this.#fragments = null; // its end never came
      this.#units.lose();
    }
    if (type >= 1 && type <= largestSingleUnit) {
      this.#whole(payload, timestamp);
    } else if (type === structures.aggregate) {
      this.#aggregate(payload, timestamp);
    } else if (type === structures.fragment) {
      this.#fragment(payload, timestamp);
    } else if (payload.length >= 4 && payload.readUInt32BE(0) === 1) {
      this.#byteStream(payload, timestamp);
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
    for (let at = 1; at + 2 < payload.length;) {
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
    const indicator = payload[0] ?? 0;
    const header = payload[1] ?? 0;
    if ((header & 0x80) !== 0) {
      if (this.#fragments !== null) {
        this.#units.lose();
      }
      this.#fragments = [Buffer.from([(indicator & 0xe0) | (header & 0x1f)])];
    }
    if (this.#fragments === null) {
      this.#units.lose(); // its beginning never came
      return;
    }
    this.#fragments.push(payload.subarray(2));
    if ((header & 0x40) !== 0) {
      const unit = this.#fragments;
      this.#fragments = null;
      this.#units.add(unit, timestamp);
    }
  }
}
