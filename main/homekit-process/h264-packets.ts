import { nalUnitType, nalUnitTypes, splitNalUnits } from '../mp4/annex-b.ts';

interface H264PacketsOptions {
  readonly ssrc: number;
  readonly payloadType: number;
  /** Of a whole packet of RTP. */
  readonly mostBytes: number;
  readonly firstSequenceNumber: number;
}

const headerBytes = 12;
const fragmentHeaderBytes = 2;
const version = 0x80;
const marker = 0x80;
const fragmentType = 28;
const fragmentStart = 0x80;
const fragmentEnd = 0x40;

/** Makes packets of RTP of H.264, one unit or a part of one in each (RFC 6184, 5.6 and 5.8, packetization mode 1). */
export class H264Packets {
  readonly #options: H264PacketsOptions;
  #sequenceNumber: number;

  constructor(options: H264PacketsOptions) {
    this.#options = options;
    this.#sequenceNumber = options.firstSequenceNumber;
  }

  /**
   * @param annexB one picture, with start codes
   * @param timestamp of 90 kHz, below 2 to the power of 32
   */
  of(annexB: Buffer, timestamp: number): Buffer[] {
    const units = splitNalUnits(annexB).filter((unit) => nalUnitType(unit) !== nalUnitTypes.accessUnitDelimiter);
    const payloads = units.flatMap((unit) => this.#payloadsOf(unit));
    return payloads.map((payload, index) => this.#packet(payload, timestamp, index === payloads.length - 1));
  }

  #payloadsOf(unit: Buffer): Buffer[] {
    const mostPayloadBytes = this.#options.mostBytes - headerBytes;
    if (unit.length <= mostPayloadBytes) {
      return [unit];
    }
    const [first = 0] = unit;
    const mostPartBytes = mostPayloadBytes - fragmentHeaderBytes;
    const body = unit.subarray(1);
    const parts: Buffer[] = [];
    for (let at = 0; at < body.length; at += mostPartBytes) {
      const part = body.subarray(at, at + mostPartBytes);
      const ends = (at === 0 ? fragmentStart : 0) | (at + part.length === body.length ? fragmentEnd : 0);
      parts.push(Buffer.concat([Buffer.from([(first & 0xe0) | fragmentType, ends | (first & 0x1f)]), part]));
    }
    return parts;
  }

  #packet(payload: Buffer, timestamp: number, isLast: boolean): Buffer {
    const header = Buffer.alloc(headerBytes);
    header[0] = version;
    header[1] = (isLast ? marker : 0) | this.#options.payloadType;
    header.writeUInt16BE(this.#sequenceNumber, 2);
    header.writeUInt32BE(timestamp, 4);
    header.writeUInt32BE(this.#options.ssrc, 8);
    this.#sequenceNumber = (this.#sequenceNumber + 1) % 65_536;
    return Buffer.concat([header, payload]);
  }
}
