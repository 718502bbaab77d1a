/** Reads the bits of a NAL unit (ITU-T H.264, 7.2 and 9.1), leaving out what only keeps start codes from appearing in it. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  /** @param unit without its first byte, which says what it is */
  constructor(unit: Uint8Array) {
    this.#bytes = withoutEmulationPrevention(unit);
  }

  /** @throws RangeError at the end */
  bit(): number {
    const byte = this.#bytes[this.#position >> 3];
    if (byte === undefined) {
      throw new RangeError('the NAL unit ends too early');
    }
    const value = (byte >> (7 - (this.#position & 7))) & 1;
    this.#position += 1;
    return value;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      value = value * 2 + this.bit();
    }
    return value;
  }

  /** ue(v): an Exp-Golomb number. */
  unsigned(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (zeros > 31) {
        throw new RangeError('the NAL unit holds no such number');
      }
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v) */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2;
  }
}

function withoutEmulationPrevention(unit: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  let zeros = 0;
  for (const byte of unit) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
