import { nalUnitSyntax } from './video-codec.ts';
import { splitNalUnits } from './annex-b.ts';
import { readH265SequenceParameters } from './h265-sequence-parameters.ts';
import { bytes, u16 } from './mp4-boxes.ts';

const { typeOf, parameterSets, sequenceParameters } = nalUnitSyntax.h265;

/**
 * What decodes a track of H.265: `HEVCDecoderConfigurationRecord` (ISO/IEC 14496-15, 8.3.3.1), for pictures of which
 * none brings parameter sets.
 *
 * @param keyframe with start codes and its parameter sets
 * @throws when they are missing
 */
export function h265DecoderConfiguration(keyframe: Buffer): Buffer {
  const units = splitNalUnits(keyframe);
  const sets = parameterSets.map((type) => ({ type, units: units.filter((unit) => typeOf(unit) === type) }));
  const sequence = units.find((unit) => typeOf(unit) === sequenceParameters);
  const parameters = sequence === undefined ? null : readH265SequenceParameters(sequence);
  if (parameters === null || sets.some(({ units: ofType }) => ofType.length === 0)) {
    throw new Error('the camera began without parameter sets');
  }
  const { profileTierLevel, temporalLayers, isTemporalIdNested } = parameters;
  return Buffer.concat([
    bytes(1),
    profileTierLevel,
    u16(0xf000), // nothing is known of spatial segments
    bytes(0xfc, 0xfd, 0xf8, 0xf8), // nor of parallel decoding; 4:2:0, 8 bits of brightness and of colour
    u16(0), // nor of the rate
    bytes((temporalLayers << 3) | (isTemporalIdNested ? 4 : 0) | 3, sets.length), // four-byte lengths
    ...sets.flatMap(({ type, units: ofType }) => [
      bytes(0x80 | type),
      u16(ofType.length),
      ...ofType.flatMap((unit) => [u16(unit.length), unit]),
    ]),
  ]);
}
