import { h265Codec } from '../../shared/h265-codec.ts';
import type { VideoFormat } from '../media/protocol.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from './annex-b.ts';
import { h265DecoderConfiguration } from './h265-configuration.ts';

/**
 * How MIME types name a video in MP4: of H.264 by profile, constraints and level of its sequence parameter set (RFC 6381,
 * 3.3; ITU-T H.264, 7.3.2.1.1), of H.265 by those of the decoder's configuration.
 *
 * @param keyframe with start codes and its parameter sets
 * @throws when those of H.265 are missing
 */
export function codecString(keyframe: Buffer, { codec }: Pick<VideoFormat, 'codec'>): string {
  if (codec === 'h265') {
    return h265Codec(h265DecoderConfiguration(keyframe));
  }
  const unit = splitNalUnits(keyframe).find((one) => nalUnitType(one) === nalUnitTypes.sequenceParameters);
  return `avc1.${unit?.subarray(1, 4).toString('hex') ?? ''}`;
}
