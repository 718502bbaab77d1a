import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RawHandlers } from '../raw-handlers.ts';

/** `GET /live/rewind/clip`: sent while it is made, so that it has no length. */
export function rewindClip(rewind: { clip(start: string, durationSeconds?: number): Promise<AsyncIterable<Uint8Array>> }): RawHandlers['rewind.clip'] {
  return async ({ start, duration }, request, response) => {
    const pieces = await rewind.clip(start, duration);
    response.setHeader('Content-Type', 'video/mp4');
    response.setHeader('Accept-Ranges', 'none');
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    try {
      await pipeline(Readable.from(pieces, { objectMode: false, highWaterMark: 1 }), response);
    } catch {
      response.destroy(); // the reader went away, or the history did; either way the answer is not whole
    }
  };
}
