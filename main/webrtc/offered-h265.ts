import { type H265Limits, readH265Limits } from '../../shared/h265-limits.ts';
import { formatParametersOf, payloadTypesOf } from './format-parameters.ts';

/** H.265 as an offer takes it. */
export interface OfferedH265 {
  readonly payloadType: number;
  /** As the offer has them (RFC 7798, 7.1); undefined where there are none. */
  readonly formatParameters: string | undefined;
  readonly limits: H265Limits;
}

/** Cameras' own is of that profile alone. */
const mainProfile = 1;

/**
 * The H.265 of an offer that takes most: of the Main profile where it has that, as others may only take what is marked for them
 * too, and of the highest level.
 *
 * @param sdp an offer, or its section of video
 * @returns null where there is none that could be sent
 */
export function offeredH265(sdp: string): OfferedH265 | null {
  const section = sdp.split(/\r?\n(?=m=)/).find((each) => each.startsWith('m=video ')) ?? '';
  const parameters = formatParametersOf(section);
  const formats = payloadTypesOf(section, 'H265/90000').flatMap((type): OfferedH265[] => {
    const formatParameters = parameters.get(type);
    const limits = readH265Limits(formatParameters);
    return limits === null ? [] : [{ payloadType: Number(type), formatParameters, limits }];
  });
  const rank = ({ limits: { profile, level } }: OfferedH265): number => (profile === mainProfile ? 1000 : 0) + level;
  return formats.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
}
