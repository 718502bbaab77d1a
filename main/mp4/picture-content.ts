import { splitNalUnits } from './annex-b.ts';
import { readH265SequenceParameters } from './h265-sequence-parameters.ts';
import { readSequenceParameters } from './sequence-parameters.ts';
import { readSliceHeader } from './slice-header.ts';
import { nalUnitSyntax, type VideoCodec } from './video-codec.ts';

/** What is in an encoded picture. */
export interface PictureContent {
  readonly hasPicture: boolean;
  readonly isKeyframe: boolean;
  /** The sequence parameter set; null without one. */
  readonly sequenceParameters: Buffer | null;
  /** One of each kind that the codec has. */
  readonly hasAllParameterSets: boolean;
  /** Predicted from two pictures, of which one is shown later. H.265 says that of all its pictures at once. */
  readonly isBidirectional: boolean;
}

/** What the sequence parameters say of all pictures. */
export interface PictureParameters {
  readonly profile: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** 4:2:0 with eight bits a sample, which every player decodes. */
  readonly isCommonFormat: boolean;
  readonly isInterlaced: boolean;
  /** Pictures may be shown in another order than that in which they come, where that is said of all at once. */
  readonly isReordered: boolean;
}

/** @param annexB with start codes */
export function contentOf(annexB: Buffer, codec: VideoCodec): PictureContent {
  const { typeOf, isSlice, isKeyframeSlice, parameterSets, sequenceParameters } = nalUnitSyntax[codec];
  const units = splitNalUnits(annexB).map((unit) => ({ unit, type: typeOf(unit) }));
  const slices = units.filter(({ type }) => isSlice(type));
  const isKeyframe = slices.some(({ type }) => isKeyframeSlice(type));
  return {
    hasPicture: slices.length > 0,
    isKeyframe,
    sequenceParameters: units.find(({ type }) => type === sequenceParameters)?.unit ?? null,
    hasAllParameterSets: parameterSets.every((wanted) => units.some(({ type }) => type === wanted)),
    isBidirectional: codec === 'h264' && !isKeyframe && slices.some(({ unit }) => readSliceHeader(unit)?.isBidirectional === true),
  };
}

/**
 * @param unit a sequence parameter set
 * @returns null when it is none that can be understood
 */
export function readPictureParameters(unit: Buffer, codec: VideoCodec): PictureParameters | null {
  if (codec === 'h265') {
    return readH265SequenceParameters(unit);
  }
  const read = readSequenceParameters(unit);
  return read === null ? null : { ...read, isReordered: false };
}
