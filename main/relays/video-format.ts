import type { EncodedPacket } from '../media/protocol.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../mp4/annex-b.ts';
import type { RelayedFormat } from './protocol.ts';

const startCode = Buffer.from([0, 0, 0, 1]);

/** What a keyframe says of the video. */
export function formatOf({ annexB, size }: EncodedPacket, hasSound: boolean): RelayedFormat {
  const sets = splitNalUnits(annexB).filter((unit) =>
    [nalUnitTypes.sequenceParameters, nalUnitTypes.pictureParameters].some((type) => type === nalUnitType(unit)),
  );
  const parameters = Buffer.concat(sets.flatMap((unit) => [startCode, unit]));
  return { widthPixels: size.widthPixels, heightPixels: size.heightPixels, parameters, hasSound };
}
