import { nalUnitType, nalUnitTypes, splitNalUnits } from './annex-b.ts';
import { readH265SequenceParameters } from './h265-sequence-parameters.ts';
import { nalUnitSyntax, type VideoCodec } from './video-codec.ts';

/** More are allowed than any camera has (ITU-T H.264, 7.4.2), and what a broken one makes up is not kept. */
const mostSets = 64;

/** The parameter sets of a picture, with start codes of four bytes; empty where it has none. */
export const parameterSetsOf = (annexB: Uint8Array, codec: VideoCodec = 'h264'): Buffer =>
  Buffer.concat(
    splitNalUnits(Buffer.from(annexB.buffer, annexB.byteOffset, annexB.length))
      .filter((unit) => nalUnitSyntax[codec].parameterSets.includes(nalUnitSyntax[codec].typeOf(unit)))
      .flatMap((unit) => [startCode, unit]),
  );

const startCode = Buffer.from([0, 0, 0, 1]);

/** The id of a parameter set; null for what is none that can be used. */
const idOf: Readonly<Record<VideoCodec, (unit: Buffer) => number | null>> = {
  h264(unit) {
    // After profile, constraints and level (7.3.2.1.1).
    const at = nalUnitType(unit) === nalUnitTypes.sequenceParameters ? 4 : 1;
    return unit.length > at ? firstNumber(unit, at) : null;
  },
  // ITU-T H.265, 7.3.2.1 to 7.3.2.3.
  h265(unit) {
    const { typeOf, sequenceParameters, parameterSets } = nalUnitSyntax.h265;
    const type = typeOf(unit);
    if (unit.length < 3) {
      return null;
    }
    if (type === parameterSets[0]) {
      return (unit[2] ?? 0) >> 4; // vps_video_parameter_set_id
    }
    return type === sequenceParameters ? (readH265SequenceParameters(unit)?.id ?? null) : firstNumber(unit, 2);
  },
};

/** The newest parameter sets of a stream, by their types and ids. */
export class ParameterSets {
  readonly #codec: VideoCodec;
  readonly #sets: ReadonlyMap<number, Map<number, Buffer>>;

  constructor(codec: VideoCodec = 'h264') {
    this.#codec = codec;
    this.#sets = new Map(nalUnitSyntax[codec].parameterSets.map((type) => [type, new Map<number, Buffer>()]));
  }

  isOne(type: number): boolean {
    return this.#sets.has(type);
  }

  get isComplete(): boolean {
    return [...this.#sets.values()].every(({ size }) => size > 0);
  }

  /** In the order in which they are needed. */
  all(): Buffer[] {
    return [...this.#sets.values()].flatMap((ofType) => [...ofType.values()]);
  }

  /** @param unit a NAL unit in memory of its own; what is no parameter set is left alone */
  take(unit: Buffer): void {
    const sets = this.#sets.get(nalUnitSyntax[this.#codec].typeOf(unit));
    const id = sets === undefined ? null : idOf[this.#codec](unit);
    if (sets !== undefined && id !== null && (sets.has(id) || sets.size < mostSets)) {
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
