/** Building blocks of ISO base media files (ISO/IEC 14496-12): a box is its size, its four-letter type and its content. */

export function box(type: string, ...content: Buffer[]): Buffer {
  const sizeBytes = content.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([u32(sizeBytes), Buffer.from(type, 'latin1'), ...content], sizeBytes);
}

/** A box with version and flags. */
export function fullBox(type: string, version: number, flags: number, ...content: Buffer[]): Buffer {
  return box(type, u32(version * 0x1000000 + flags), ...content);
}

export const bytes = (...values: number[]): Buffer => Buffer.from(values);

/** Big-endian 16-bit numbers. */
export function u16(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => buffer.writeUInt16BE(value, index * 2));
  return buffer;
}

/** Big-endian 32-bit numbers. */
export function u32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => buffer.writeUInt32BE(value, index * 4));
  return buffer;
}

/** A big-endian 64-bit number. */
export function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer;
}

/** As `u32`, for any number of values. */
export function table(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => buffer.writeUInt32BE(value, index * 4));
  return buffer;
}
