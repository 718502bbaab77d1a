import type { EncodedFrame } from '../frames/encoded-frame.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../mp4/annex-b.ts';
import { readSequenceParameters, type SequenceParameters } from '../mp4/sequence-parameters.ts';
import { readSliceHeader } from '../mp4/slice-header.ts';
import type { Clock } from '../system/clock.ts';
import { CaptureTimes } from './capture-times.ts';
import { SoundTimes } from './sound-times.ts';
import type { CameraPacket, CameraSoundPacket } from './source.ts';

interface PacketPreparationOptions {
  clock: Clock;
  onFrame(frame: Omit<EncodedFrame, 'sequence'>): void;
  /** The camera's H.264 is of a kind that is not passed on: one sentence for people. Called at most once; nothing comes afterwards. */
  onRefused(reason: string): void;
}

/** What is in a packet. */
interface Content {
  readonly parameters: Buffer | null;
  readonly hasPictureParameters: boolean;
  readonly isKeyframe: boolean;
  readonly isBidirectional: boolean;
  readonly hasPicture: boolean;
}

/**
 * Makes the packets of one run of a camera fit to be passed on: they begin with
 * a keyframe, whose size is read from its parameters, and have the time at which
 * they were captured. What players could not play is refused.
 */
export class PacketPreparation {
  readonly #options: PacketPreparationOptions;
  readonly #times = new CaptureTimes();
  readonly #soundTimes = new SoundTimes();
  /** Of the newest keyframe. */
  #parameters: SequenceParameters | null = null;
  #parameterBytes: Buffer | null = null;
  #isRefused = false;

  constructor(options: PacketPreparationOptions) {
    this.#options = options;
  }

  push({ annexB, sourceMilliseconds, arrivedMilliseconds }: CameraPacket): void {
    const content = contentOf(annexB);
    const now = this.#options.clock.monotonicMilliseconds();
    const monotonicMilliseconds = this.#times.stamp(sourceMilliseconds, arrivedMilliseconds ?? now);
    if (this.#isRefused || !content.hasPicture || !this.#takeParameters(content)) {
      return;
    }
    const reason = refusal(this.#parameters, content);
    if (reason !== null) {
      this.#isRefused = true;
      this.#options.onRefused(reason);
      return;
    }
    if (this.#parameters !== null) {
      const { widthPixels, heightPixels, profile } = this.#parameters;
      this.#options.onFrame({
        annexB,
        isKeyframe: content.isKeyframe,
        capturedAtMicroseconds: this.#options.clock.nowMicroseconds() - Math.round((now - monotonicMilliseconds) * 1000),
        monotonicMilliseconds,
        widthPixels,
        heightPixels,
        profile,
      });
    }
  }

  /** When a sound was heard, by our clock; null where the camera does not say it, or says what cannot be. */
  heardAt({ sourceMilliseconds, heardMilliseconds }: Omit<CameraSoundPacket, 'data'>, arrivedMilliseconds: number): number | null {
    const byPictures = sourceMilliseconds === null ? null : this.#times.at(sourceMilliseconds);
    return this.#soundTimes.judge(heardMilliseconds ?? byPictures, arrivedMilliseconds);
  }

  /** @returns whether the picture can be decoded: a keyframe with its parameters, or one after that */
  #takeParameters({ isKeyframe, parameters, hasPictureParameters }: Content): boolean {
    if (!isKeyframe) {
      return this.#parameters !== null;
    }
    if (parameters === null || !hasPictureParameters) {
      return false;
    }
    if (this.#parameterBytes?.equals(parameters) !== true) {
      this.#parameters = readSequenceParameters(parameters);
      this.#parameterBytes = parameters;
    }
    return this.#parameters !== null;
  }
}

function contentOf(annexB: Buffer): Content {
  const units = splitNalUnits(annexB);
  const isOf = (type: number) => (unit: Buffer) => nalUnitType(unit) === type;
  const isKeyframe = units.some(isOf(nalUnitTypes.idrPicture));
  const slices = units.filter((unit) => isOf(nalUnitTypes.picture)(unit) || isOf(nalUnitTypes.idrPicture)(unit));
  return {
    parameters: units.find(isOf(nalUnitTypes.sequenceParameters)) ?? null,
    hasPictureParameters: units.some(isOf(nalUnitTypes.pictureParameters)),
    isKeyframe,
    isBidirectional: !isKeyframe && slices.some((slice) => readSliceHeader(slice)?.isBidirectional === true),
    hasPicture: slices.length > 0,
  };
}

function refusal(parameters: SequenceParameters | null, { isBidirectional }: Content): string | null {
  if (isBidirectional) {
    return 'the H.264 of the camera has B-frames, which PetLog does not pass on; switch them off in the camera (a Baseline profile has none), or use its MJPEG';
  }
  if (parameters?.isInterlaced === true) {
    return 'the H.264 of the camera is interlaced, which PetLog does not pass on; switch the camera to progressive pictures, or use its MJPEG';
  }
  if (parameters?.isCommonFormat === false) {
    return 'the H.264 of the camera has colours that browsers do not play; switch the camera to 8 bits and 4:2:0, or use its MJPEG';
  }
  return null;
}
