import { ParameterSets } from '../../mp4/parameter-sets.ts';
import { nalUnitSyntax, type VideoCodec } from '../../mp4/video-codec.ts';

/** One picture as it is passed on. */
export interface AccessUnit {
  readonly annexB: Buffer;
  readonly isKeyframe: boolean;
  /** Of RTP: 32 bits, in ticks of its clock. */
  readonly timestamp: number;
}

/** The parts of one NAL unit, without a start code. */
type NalUnit = readonly Buffer[];

/** More is no picture of a camera. */
export const largestPictureBytes = 16 * 1024 * 1024;
const startCode = Buffer.from([0, 0, 0, 1]);

/** The byte that stands there. */
function byteAt(unit: NalUnit, position: number): number {
  let before = 0;
  for (const part of unit) {
    if (position < before + part.length) {
      return part[position - before] ?? 0;
    }
    before += part.length;
  }
  return 0;
}

/**
 * Puts NAL units together to pictures (ITU-T H.264, 7.4.1.2.3; H.265, 7.4.2.4.4). Where a picture
 * ends is told by what comes next, and sooner by RTP's marker for as long as
 * that is right. The first picture, and the first after a loss, is a keyframe.
 * Parameter sets are taken out and put before each keyframe, wherever the
 * camera sends them.
 */
export class AccessUnits {
  readonly #onPicture: (picture: AccessUnit) => void;
  readonly #syntax: (typeof nalUnitSyntax)[VideoCodec];
  readonly #parameters: ParameterSets;
  #units: NalUnit[] = [];
  #bytes = 0;
  #timestamp = 0;
  #hasSlice = false;
  #needsKeyframe = true;
  #isMarkerRight = true;
  /** The last picture ended by a marker, and nothing has begun since. */
  #isJustMarked = false;

  /** @param onPicture gets a buffer of its own */
  constructor(codec: VideoCodec, onPicture: (picture: AccessUnit) => void) {
    this.#onPicture = onPicture;
    this.#syntax = nalUnitSyntax[codec];
    this.#parameters = new ParameterSets(codec);
  }

  /** Whether the pictures can be decoded by what is known now. */
  get hasParameters(): boolean {
    return this.#parameters.isComplete;
  }

  /** Parameter sets that came beside the stream. */
  learn(unit: Buffer): void {
    this.#parameters.take(unit);
  }

  /** @param unit memory that nobody writes to any more */
  add(unit: NalUnit, timestamp: number): void {
    const type = this.#typeOf(unit);
    const isSlice = this.#syntax.isSlice(type);
    if (this.#syntax.isSuffix(type)) {
      this.#addSuffix(unit, type);
      return;
    }
    const isNewPicture = !isSlice || this.#beginsPicture(unit);
    if (isSlice && !isNewPicture && this.#isJustMarked) {
      // The marker came in the middle of a picture: its first half is gone as a whole picture.
      this.#isMarkerRight = false;
      this.lose();
    }
    this.#isJustMarked = false;
    if (this.#hasSlice && isNewPicture) {
      this.#finish();
    }
    if (this.#parameters.isOne(type)) {
      this.#parameters.take(Buffer.concat(unit));
      return;
    }
    if (this.#syntax.isLeftOut(type)) {
      return;
    }
    if (isSlice && !this.#hasSlice) {
      this.#timestamp = timestamp;
    }
    this.#hasSlice ||= isSlice;
    this.#keep(unit);
  }

  /** Of a picture that is over already, nobody needs it. */
  #addSuffix(unit: NalUnit, type: number): void {
    if (this.#hasSlice && !this.#syntax.isLeftOut(type)) {
      this.#keep(unit);
    }
  }

  #typeOf([first = Buffer.alloc(0)]: NalUnit): number {
    return this.#syntax.typeOf(first);
  }

  /** `first_mb_in_slice` is 0 (ITU-T H.264, 7.3.3), or `first_slice_segment_in_pic_flag` is set (H.265, 7.3.6.1): the first bit says so. */
  #beginsPicture(unit: NalUnit): boolean {
    return (byteAt(unit, this.#syntax.headerBytes) & 0x80) !== 0;
  }

  /** Copied once, when the picture is whole; until then it holds on to what was read. */
  #keep(unit: NalUnit): void {
    this.#units.push(unit);
    this.#bytes += unit.reduce((sum, part) => sum + part.length, startCode.length);
    if (this.#bytes > largestPictureBytes) {
      this.lose();
    }
  }

  /** RTP says that the picture is complete. */
  mark(): void {
    if (this.#isMarkerRight && this.#hasSlice) {
      this.#finish();
      this.#isJustMarked = true;
    }
  }

  /** Something is missing: what follows would be decoded from what is not there. */
  lose(): void {
    this.#clear();
    this.#isJustMarked = false;
    this.#needsKeyframe = true;
  }

  #finish(): void {
    const units = this.#units;
    const timestamp = this.#timestamp;
    this.#clear();
    const isKeyframe = units.some((unit) => this.#syntax.isKeyframeSlice(this.#typeOf(unit)));
    if (this.#needsKeyframe && !(isKeyframe && this.#parameters.isComplete)) {
      return;
    }
    this.#needsKeyframe = false;
    const all: readonly NalUnit[] = isKeyframe ? [...this.#parameters.all().map((set) => [set]), ...units] : units;
    this.#onPicture({ annexB: Buffer.concat(all.flatMap((unit) => [startCode, ...unit])), isKeyframe, timestamp });
  }

  #clear(): void {
    this.#units = [];
    this.#bytes = 0;
    this.#hasSlice = false;
  }
}
