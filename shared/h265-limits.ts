/** What a receiver of RTP takes of H.265, by the parameters of its payload format (RFC 7798, 7.1), and what a video needs. */

/** A receiver decodes that profile, in that tier and up to that level. */
export interface H265Limits {
  /** 1 is Main. */
  readonly profile: number;
  readonly isHighTier: boolean;
  /** Thirty times the number of the level: 93 is level 3.1. */
  readonly level: number;
}

/** What a decoder of a video has to be. */
export interface H265Grade {
  /** Any of these does: the video's own profile, and those that it is compatible with. */
  readonly profiles: readonly number[];
  readonly isHighTier: boolean;
  /** As in `H265Limits`. */
  readonly level: number;
}

/** All that there are, from 1 to 6.2 (ITU-T H.265, table A.8). */
const levels = [30, 60, 63, 90, 93, 120, 123, 150, 153, 156, 180, 183, 186] as const;
/** What is meant where nothing is said (RFC 7798, 7.1). */
const usual = { profile: 1, tier: 0, level: 93 } as const;

/**
 * @param parameters as `a=fmtp` has them behind the payload type; undefined where there are none
 * @returns null for what is no single stream of a known kind
 */
export function readH265Limits(parameters: string | undefined): H265Limits | null {
  const given = new Map(
    (parameters ?? '').split(';').map((part) => [part.split('=')[0]?.trim().toLowerCase(), part.split('=')[1]?.trim()]),
  );
  const numberOf = (name: string, otherwise: number): number => {
    const value = given.get(name);
    return value === undefined ? otherwise : /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
  };
  const [space, profile, tier] = [numberOf('profile-space', 0), numberOf('profile-id', usual.profile), numberOf('tier-flag', usual.tier)];
  const told = numberOf('level-id', usual.level);
  const highest = Math.max(told, numberOf('max-recv-level-id', told));
  const level = levels.findLast((each) => each <= highest);
  const isSingleStream = (given.get('tx-mode') ?? 'SRST').toUpperCase() === 'SRST';
  return isSingleStream && space === 0 && profile > 0 && (tier === 0 || tier === 1) && level !== undefined
    ? { profile, isHighTier: tier === 1, level }
    : null;
}

/** Of H.265 as MIME types name it, such as `hvc1.1.6.L93.B0` (ISO/IEC 14496-15, annex E.3); null for anything else. */
export function readH265Codec(name: string): H265Grade | null {
  const [, own, compatible, tier, level] = /^(?:hvc1|hev1)\.(\d{1,2})\.([\dA-F]{1,8})\.([LH])(\d{1,3})(?:\.|$)/.exec(name) ?? [];
  if (own === undefined || compatible === undefined) {
    return null;
  }
  const flags = Number.parseInt(compatible, 16);
  const others = Array.from({ length: 32 }, (_, profile) => profile).filter((profile) => Math.floor(flags / 2 ** profile) % 2 === 1);
  return { profiles: [Number(own), ...others], isHighTier: tier === 'H', level: Number(level) };
}

/** Whether who has these limits decodes such a video. */
export const isWithin = ({ profiles, isHighTier, level }: H265Grade, limits: H265Limits): boolean =>
  profiles.includes(limits.profile) && (!isHighTier || limits.isHighTier) && level <= limits.level;
