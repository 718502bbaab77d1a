import { createHash } from 'node:crypto';
import type { EncodedFrame } from '../frames/encoded-frame.ts';
import { parameterSetsOf } from '../mp4/parameter-sets.ts';
import { contentOf, type PictureContent, type PictureParameters, readPictureParameters } from '../mp4/picture-content.ts';
import { codecNames, codecOf, type VideoCodec } from '../mp4/video-codec.ts';
import type { Clock } from '../system/clock.ts';
import { CaptureTimes } from './capture-times.ts';
import { SoundTimes } from './sound-times.ts';
import type { CameraPacket, CameraSoundPacket } from './source.ts';

interface PacketPreparationOptions {
  clock: Clock;
  onFrame(frame: Omit<EncodedFrame, 'sequence'>): void;
  /** The camera's video is of a kind that is not passed on: one sentence for people. Called at most once; nothing comes afterwards. */
  onRefused(reason: string): void;
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
  #parameters: PictureParameters | null = null;
  #parameterBytes: Buffer | null = null;
  /** Of H.265: a digest of all its parameter sets. */
  #parameterSets: string | undefined;
  #isRefused = false;

  constructor(options: PacketPreparationOptions) {
    this.#options = options;
  }

  push(packet: CameraPacket): void {
    const { annexB, sourceMilliseconds, arrivedMilliseconds } = packet;
    const codec = codecOf(packet);
    const content = contentOf(annexB, codec);
    const now = this.#options.clock.monotonicMilliseconds();
    const monotonicMilliseconds = this.#times.stamp(sourceMilliseconds, arrivedMilliseconds ?? now);
    if (this.#isRefused || !content.hasPicture || !this.#takeParameters(packet, content)) {
      return;
    }
    const reason = refusal(codec, this.#parameters, content);
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
        ...(codec === 'h264' ? {} : { codec, parameterSets: this.#parameterSets }),
      });
    }
  }

  /** When a sound was heard, by our clock; null where the camera does not say it, or says what cannot be. */
  heardAt({ sourceMilliseconds, heardMilliseconds }: Omit<CameraSoundPacket, 'data'>, arrivedMilliseconds: number): number | null {
    const byPictures = sourceMilliseconds === null ? null : this.#times.at(sourceMilliseconds);
    return this.#soundTimes.judge(heardMilliseconds ?? byPictures, arrivedMilliseconds);
  }

  /** @returns whether the picture can be decoded: a keyframe with its parameters, or one after that */
  #takeParameters(packet: CameraPacket, { isKeyframe, sequenceParameters, hasAllParameterSets }: PictureContent): boolean {
    if (!isKeyframe) {
      return this.#parameters !== null;
    }
    if (sequenceParameters === null || !hasAllParameterSets) {
      return false;
    }
    const codec = codecOf(packet);
    if (this.#parameterBytes?.equals(sequenceParameters) !== true) {
      this.#parameters = readPictureParameters(sequenceParameters, codec);
      this.#parameterBytes = sequenceParameters;
    }
    this.#parameterSets = codec === 'h264' ? undefined : digestOf(parameterSetsOf(packet.annexB, codec));
    return this.#parameters !== null;
  }
}

function refusal(codec: VideoCodec, parameters: PictureParameters | null, { isBidirectional }: PictureContent): string | null {
  const what = `the ${codecNames[codec]} of the camera`;
  const instead = codec === 'h264' ? 'use its MJPEG' : 'choose H.264 there';
  if (isBidirectional || parameters?.isReordered === true) {
    const hint = codec === 'h264' ? ' (a Baseline profile has none)' : '';
    return `${what} has B-frames, which PetLog does not pass on; switch them off in the camera${hint}, or ${instead}`;
  }
  if (parameters?.isInterlaced === true) {
    return `${what} is interlaced, which PetLog does not pass on; switch the camera to progressive pictures, or ${instead}`;
  }
  if (parameters?.isCommonFormat === false) {
    return `${what} has colours that browsers do not play; switch the camera to 8 bits and 4:2:0, or ${instead}`;
  }
  return null;
}

const digestOf = (parameterSets: Buffer): string => createHash('sha256').update(parameterSets).digest('base64');
