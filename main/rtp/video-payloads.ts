import { splitNalUnits } from '../mp4/annex-b.ts';
import { nalUnitSyntax, type VideoCodec } from '../mp4/video-codec.ts';

/** What goes into one packet, in pieces that stand one behind the other. */
type RtpPayload = readonly Uint8Array[];

/** How NAL units lie in packets. */
interface PayloadFormat {
  /** What stands before a part of a unit, in the place of the unit's header. */
  fragmentHeader(unit: Buffer, marks: number): readonly number[];
  readonly fragmentHeaderBytes: number;
  /** What stands before several units; null where each has a packet of its own. */
  readonly aggregateHeader: ((units: readonly Buffer[]) => Uint8Array) | null;
}

const fragmentBegin = 0x80;
const fragmentEnd = 0x40;
/** Before each unit of an aggregation packet. */
const lengthBytes = 2;

const payloadFormats: Readonly<Record<VideoCodec, PayloadFormat>> = {
  // Single units and FU-A (RFC 6184, 5.6 and 5.8).
  h264: {
    fragmentHeader: ([first = 0], marks) => [(first & 0xe0) | 28, marks | (first & 0x1f)],
    fragmentHeaderBytes: 2,
    aggregateHeader: null,
  },
  // RFC 7798, 4.4.1 to 4.4.3, without decoding order numbers: nothing is sent in another order than that of decoding.
  h265: {
    fragmentHeader: ([first = 0, second = 0], marks) => [(first & 0x81) | (49 << 1), second, marks | ((first >> 1) & 0x3f)],
    fragmentHeaderBytes: 3,
    aggregateHeader(units) {
      const headers = units.map((unit) => unit.readUInt16BE(0));
      const layer = Math.min(...headers.map((header) => (header >> 3) & 0x3f));
      const temporalId = Math.min(...headers.map((header) => header & 0x07));
      const header = Buffer.alloc(2);
      header.writeUInt16BE((48 << 9) | (layer << 3) | temporalId);
      return header;
    },
  },
};

/**
 * What the packets of one picture hold: a unit, a part of one, or, of H.265, the parameter sets that stand together (RFC 6184,
 * packetization mode 1; RFC 7798, SRST). Without copying.
 *
 * @param annexB with start codes
 * @param mostBytes of a payload
 */
export function videoPayloads(annexB: Buffer, codec: VideoCodec, mostBytes: number): RtpPayload[] {
  const { typeOf, isLeftOut, parameterSets, headerBytes } = nalUnitSyntax[codec];
  const payloads: RtpPayload[] = [];
  let sets: Buffer[] = [];
  const endSets = (): void => {
    payloads.push(...together(sets, payloadFormats[codec], mostBytes));
    sets = [];
  };
  for (const unit of splitNalUnits(annexB)) {
    const type = typeOf(unit);
    if (isLeftOut(type) || unit.length <= headerBytes) {
      continue;
    }
    if (parameterSets.includes(type) && unit.length <= mostBytes) {
      sets.push(unit);
    } else {
      endSets();
      payloads.push(...partsOf(unit, codec, mostBytes));
    }
  }
  endSets();
  return payloads;
}

/** As few packets as hold them, in their order. */
function together(units: readonly Buffer[], { aggregateHeader }: PayloadFormat, mostBytes: number): RtpPayload[] {
  if (aggregateHeader === null) {
    return units.map((unit) => [unit]);
  }
  const groups: Buffer[][] = [];
  let bytes = Infinity;
  for (const unit of units) {
    bytes += lengthBytes + unit.length;
    if (bytes <= mostBytes) {
      groups.at(-1)?.push(unit);
    } else {
      groups.push([unit]);
      bytes = nalUnitSyntax.h265.headerBytes + lengthBytes + unit.length;
    }
  }
  return groups.map((group) => (group.length === 1 ? group : [aggregateHeader(group), ...group.flatMap((unit) => [lengthOf(unit), unit])]));
}

function lengthOf(unit: Buffer): Uint8Array {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt16BE(unit.length);
  return length;
}

/** The unit, or parts of it that fit. */
function partsOf(unit: Buffer, codec: VideoCodec, mostBytes: number): RtpPayload[] {
  if (unit.length <= mostBytes) {
    return [[unit]];
  }
  const { fragmentHeader, fragmentHeaderBytes } = payloadFormats[codec];
  const body = unit.subarray(nalUnitSyntax[codec].headerBytes);
  const mostPartBytes = mostBytes - fragmentHeaderBytes;
  const parts: RtpPayload[] = [];
  for (let at = 0; at < body.length; at += mostPartBytes) {
    const part = body.subarray(at, at + mostPartBytes);
    const marks = (at === 0 ? fragmentBegin : 0) | (at + part.length === body.length ? fragmentEnd : 0);
    parts.push([Uint8Array.from(fragmentHeader(unit, marks)), part]);
  }
  return parts;
}
