import type { LiveRendition } from '../live/renditions.ts';
import type { WantedVideo } from './protocol.ts';

/** The largest that is no larger than wanted, else the smallest: a home scales what it gets. */
export function chosenRendition(renditions: readonly [LiveRendition, ...LiveRendition[]], { heightPixels }: WantedVideo): string {
  const chosen = renditions.find((rendition) => rendition.heightPixels <= heightPixels) ?? renditions.at(-1) ?? renditions[0];
  return chosen.name;
}
