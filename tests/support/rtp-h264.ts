/** Puts H.264 together again that came in packets of RTP (RFC 6184, 5.6 to 5.8), in their order. */
export class ReceivedH264 {
  #fragments: Buffer[] = [];
  #lastSequence: number | null = null;
  #hasGap = false;

  /** What never came: packets up to the newest one. */
  missing = 0;

  /** @returns whole NAL units, each with its start code */
  take(packet: Buffer): Buffer {
    const sequence = packet.readUInt16BE(2);
    if (this.#lastSequence !== null && sequence !== (this.#lastSequence + 1) % 65_536) {
      this.missing += 1;
      this.#hasGap = true;
    }
    this.#lastSequence = sequence;
    return Buffer.concat(this.#unitsOf(payloadOf(packet)).flatMap((unit) => [startCode, unit]));
  }

  #unitsOf(payload: Buffer): Buffer[] {
    const type = (payload[0] ?? 0) & 0x1f;
    if (type === aggregation) {
      return aggregated(payload.subarray(1));
    }
    if (type !== fragmented) {
      return [payload];
    }
    const header = payload[1] ?? 0;
    if ((header & 0x80) !== 0) {
      this.#hasGap = false;
      this.#fragments = [Buffer.from([((payload[0] ?? 0) & 0xe0) | (header & 0x1f)])];
    }
    this.#fragments.push(payload.subarray(2));
    return (header & 0x40) !== 0 && !this.#hasGap ? [Buffer.concat(this.#fragments)] : [];
  }
}

const startCode = Buffer.from([0, 0, 0, 1]);
const aggregation = 24;
const fragmented = 28;

function aggregated(payload: Buffer): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 0; at + 2 <= payload.length;) {
    const size = payload.readUInt16BE(at);
    units.push(payload.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return units;
}

/** Behind the header, its sources and its extension (RFC 3550, 5.1). */
function payloadOf(packet: Buffer): Buffer {
  const first = packet[0] ?? 0;
  let begin = 12 + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    begin += 4 + packet.readUInt16BE(begin + 2) * 4;
  }
  const padding = (first & 0x20) !== 0 ? (packet.at(-1) ?? 0) : 0;
  return packet.subarray(begin, packet.length - padding);
}
