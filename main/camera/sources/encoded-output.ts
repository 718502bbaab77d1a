import { PacketReader } from '../../frames/packet-stream.ts';
import { AccessUnitSplitter } from '../../mp4/access-unit-splitter.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../../mp4/annex-b.ts';
import { ParameterSets } from '../../mp4/parameter-sets.ts';
import type { CameraPacket } from '../source.ts';

/** What a program that gives encoded pictures writes to its standard output. */
export interface EncodedOutput {
  push(chunk: Buffer, nowMilliseconds: number): void;
}

export interface EncodedOutputEvents {
  onPacket(packet: CameraPacket): void;
  /** So many bytes were no pictures. */
  onGarbage(bytes: number): void;
}

const startCode = Buffer.from([0, 0, 0, 1]);

/** Sees to it that keyframes begin with their parameters, also where the camera told those only once. */
class KeyframeParameters {
  readonly #sets = new ParameterSets();

  complete(annexB: Buffer): Pick<CameraPacket, 'annexB' | 'isKeyframe'> {
    const units = splitNalUnits(annexB);
    const has = (type: number): boolean => units.some((unit) => nalUnitType(unit) === type);
    units.filter((unit) => this.#sets.isOne(nalUnitType(unit))).forEach((unit) => this.#sets.take(Buffer.from(unit)));
    const isKeyframe = has(nalUnitTypes.idrPicture);
    if (!isKeyframe || (has(nalUnitTypes.sequenceParameters) && has(nalUnitTypes.pictureParameters))) {
      return { annexB, isKeyframe };
    }
    const rest = units.filter((unit) => !this.#sets.isOne(nalUnitType(unit)));
    return { annexB: Buffer.concat([...this.#sets.all(), ...rest].flatMap((unit) => [startCode, unit])), isKeyframe };
  }
}

/** A byte stream of H.264, without times. */
export function byteStream(largestBytes: number, { onPacket, onGarbage }: EncodedOutputEvents): EncodedOutput {
  const parameters = new KeyframeParameters();
  return new AccessUnitSplitter(
    largestBytes,
    (annexB, beganMilliseconds) =>
      onPacket({ ...parameters.complete(annexB), sourceMilliseconds: null, arrivedMilliseconds: beganMilliseconds }),
    onGarbage,
  );
}

/** The pictures of our capture process, which knows where each ends and when it was taken. */
export function packetStream({ onPacket, onGarbage }: EncodedOutputEvents): EncodedOutput {
  const parameters = new KeyframeParameters();
  const reader = new PacketReader({
    onPacket: ({ annexB, sourceMilliseconds }) => onPacket({ ...parameters.complete(annexB), sourceMilliseconds }),
    onFault: () => {},
    onRedirect: () => {},
  });
  return {
    push: (chunk) => {
      try {
        reader.push(chunk);
      } catch {
        onGarbage(Infinity);
      }
    },
  };
}
