import type { Writable } from 'node:stream';

/**
 * Takes JPEGs one after another; each promise is fulfilled when the other side
 * has been handed the JPEG, whose memory may then hold the next.
 */
export type WriteJpeg = (jpeg: Uint8Array) => Promise<void>;

/** Writes as fast as the other side reads, so that nothing piles up here. */
export function jpegWriter(output: Writable): WriteJpeg {
  return (jpeg) =>
    new Promise((resolve, reject) => {
      output.write(jpeg, (error) => {
        if (error) {
          reject(error);
        } else {
          resolve();
        }
      });
    });
}
