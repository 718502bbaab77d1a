import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Takes JPEGs one after another; each promise is fulfilled when there is room for the next. */
export type WriteJpeg = (jpeg: Uint8Array) => Promise<void>;

/** Writes as fast as the other side reads, so that nothing piles up here. */
export function jpegWriter(output: Writable): WriteJpeg {
  return async (jpeg) => {
    if (!output.write(jpeg)) {
      await once(output, 'drain');
    }
  };
}
