interface PictureOptions {
  /** Parameter sets, which go together into one packet. */
  readonly sets: readonly Buffer[];
  readonly units: readonly Buffer[];
  readonly marker: 'right' | 'always' | 'never';
  readonly timestamp: number;
  /** Of the first packet. */
  readonly sequence: number;
  readonly payloadType?: number;
  /** Larger NAL units come in fragments. */
  readonly mostPayloadBytes?: number;
}

/** A picture as a camera sends it: STAP-A for parameter sets, FU-A for what is large (RFC 6184). */
export function rtpPackets({
  sets,
  units,
  marker,
  timestamp,
  sequence,
  payloadType = 96,
  mostPayloadBytes = 1400,
}: PictureOptions): Buffer[] {
  const payloads = [...(sets.length === 0 ? [] : [aggregate(sets)]), ...units.flatMap((unit) => fragments(unit, mostPayloadBytes))];
  return payloads.map((payload, index) => {
    const isLast = index === payloads.length - 1;
    const header = Buffer.alloc(12);
    header.writeUInt8(0x80, 0);
    header.writeUInt8(payloadType | (marker === 'always' || (marker === 'right' && isLast) ? 0x80 : 0), 1);
    header.writeUInt16BE((sequence + index) % 0x1_0000, 2);
    header.writeUInt32BE(timestamp % 2 ** 32, 4);
    header.writeUInt32BE(7, 8);
    return Buffer.concat([header, payload]);
  });
}

function aggregate(units: readonly Buffer[]): Buffer {
  const parts = units.flatMap((unit) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(unit.length);
    return [length, unit];
  });
  return Buffer.concat([Buffer.from([0x78]), ...parts]);
}

function fragments(unit: Buffer, mostBytes: number): Buffer[] {
  if (unit.length <= mostBytes) {
    return [unit];
  }
  const head = unit[0] ?? 0;
  const parts: Buffer[] = [];
  for (let at = 1; at < unit.length; at += mostBytes) {
    const isFirst = at === 1;
    const isLast = at + mostBytes >= unit.length;
    const headers = Buffer.from([(head & 0xe0) | 28, (isFirst ? 0x80 : 0) | (isLast ? 0x40 : 0) | (head & 0x1f)]);
    parts.push(Buffer.concat([headers, unit.subarray(at, at + mostBytes)]));
  }
  return parts;
}
