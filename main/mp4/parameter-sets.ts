import { nalUnitType, nalUnitTypes, splitNalUnits } from './annex-b.ts';

/** More are allowed than any camera has (ITU-T H.264, 7.4.2), and what a broken one makes up is not kept. */
const mostSets = 64;

const isParameterSet = (type: number): boolean => type === nalUnitTypes.sequenceParameters || type === nalUnitTypes.pictureParameters;

/** The parameter sets of a picture, with start codes of four bytes; empty where it has none. */
export const parameterSetsOf = (annexB: Uint8Array): Buffer =>
  Buffer.concat(
    splitNalUnits(Buffer.from(annexB.buffer, annexB.byteOffset, annexB.length))
      .filter((unit) => isParameterSet(nalUnitType(unit)))
      .flatMap((unit) => [startCode, unit]),
  );

const startCode = Buffer.from([0, 0, 0, 1]);

/** The newest sequence and picture parameter sets of a stream, by their ids. */
export class ParameterSets {
  readonly #sequence = new Map<number, Buffer>();
  readonly #picture = new Map<number, Buffer>();

  isOne(type: number): boolean {
    return isParameterSet(type);
  }

  get isComplete(): boolean {
    return this.#sequence.size > 0 && this.#picture.size > 0;
  }

  /** In the order in which they are needed. */
  all(): Buffer[] {
    return [...this.#sequence.values(), ...this.#picture.values()];
  }

  /** @param unit a NAL unit in memory of its own; what is no parameter set is left alone */
  take(unit: Buffer): void {
    const type = nalUnitType(unit);
    if (type === nalUnitTypes.sequenceParameters && unit.length > 4) {
      // After profile, constraints and level (7.3.2.1.1).
      this.#keep(this.#sequence, firstNumber(unit, 4), unit);
    } else if (type === nalUnitTypes.pictureParameters && unit.length > 1) {
      this.#keep(this.#picture, firstNumber(unit, 1), unit);
    }
  }

  #keep(sets: Map<number, Buffer>, id: number, unit: Buffer): void {
    if (sets.has(id) || sets.size < mostSets) {
      sets.set(id, unit);
    }
  }
}

/** The Exp-Golomb number (9.1) at the beginning of a byte; ids are short, so that no emulation prevention comes before its end. */
function firstNumber(unit: Buffer, at: number): number {
  const bits = unit.readUIntBE(at, Math.min(4, unit.length - at)) * 2 ** (8 * (4 - Math.min(4, unit.length - at)));
  const zeros = Math.clz32(bits);
  return zeros > 15 ? 0 : Math.floor(bits / 2 ** (31 - 2 * zeros)) - 1;
}
