import type { PicturePhase } from '../descriptions.ts';

/** What is awaited before the first picture. Then `faded`, into that picture, or `over` for what needs words. */
export type Splash = 'server' | 'camera' | 'picture' | 'faded' | 'over';

interface SplashFacts {
  readonly phase: PicturePhase;
  readonly hasPicture: boolean;
  /** The picture fails again and again. */
  readonly isFailing: boolean;
  /** Something else has the screen. */
  readonly isCovered: boolean;
}

export const isSplash = (splash: Splash): boolean => splash !== 'faded' && splash !== 'over';

/** Once it is gone it does not come back. */
export function nextSplash(splash: Splash, { phase, hasPicture, isFailing, isCovered }: SplashFacts): Splash {
  if (!isSplash(splash)) {
    return splash;
  }
  if (isCovered) {
    return 'over';
  }
  if (phase === 'connecting') {
    return 'server';
  }
  if (isFailing || (phase !== 'starting' && phase !== 'live')) {
    return 'over';
  }
  if (hasPicture) {
    return 'faded';
  }
  return phase === 'starting' ? 'camera' : 'picture';
}
