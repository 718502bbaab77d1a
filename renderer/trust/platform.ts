export const platforms = ['apple', 'android', 'computer'] as const;
export type Platform = (typeof platforms)[number];

/** What this device is, by what its browser says. An iPad calls itself a Mac, but has a touchscreen. */
export function platformOf({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1)) {
    return 'apple';
  }
  return userAgent.includes('Android') ? 'android' : 'computer';
}
