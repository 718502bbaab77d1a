import type { H265Limits } from '../../shared/h265-limits.ts';

/**
 * What the camera's own size is called inside PetLog for those who take H.265 up to these limits: whoever has the same ones
 * shares it.
 */
export const passedRenditionName = ({ profile, isHighTier, level }: H265Limits): string =>
  `full-h265-${profile}-${isHighTier ? 'H' : 'L'}${level}`;

/** @returns null for the name of another rendition */
export function readPassedRendition(name: string): H265Limits | null {
  const [, profile, tier, level] = /^full-h265-(\d+)-([LH])(\d+)$/.exec(name) ?? [];
  return profile === undefined ? null : { profile: Number(profile), isHighTier: tier === 'H', level: Number(level) };
}
