import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { RewindClip } from '../../rewind/rewind-service.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import type { Principal } from '../../access/principal.ts';
import { principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';
import { askedRange, writeRange } from './byte-range.ts';

/** `GET /live/rewind/clip`: made while it is sent, with byte ranges (RFC 9110, 14). */
export function rewindClip(
  cameraOf: (
    principal: Principal,
    cameraId: string | undefined,
  ) => {
    readonly rewind: { clip(start: string, durationSeconds: number | undefined, fromBytes: number): Promise<RewindClip> };
  },
): RawHandlers['rewind.clip'] {
  return async ({ camera, start, duration }, request, response) => {
    const { rewind } = cameraOf(principalOf(response), camera);
    const clip = await rewind.clip(start, duration, firstByteAsked(request));
    try {
      await sendClip(clip, request, response);
    } finally {
      clip.release();
    }
  };
}

/** Sends it with byte ranges. Resolves when it is sent, or its reader went away. */
export async function sendClip(clip: RewindClip, request: Request, response: Response): Promise<void> {
  const entityTag = `"${clip.id}"`;
  response.setHeader('Content-Type', 'video/mp4');
  response.setHeader('ETag', entityTag);
  response.setHeader('X-Timestamp', formatTimestamp(clip.startMicroseconds));
  const range = askedRange(request, response, clip.sizeBytes, entityTag);
  writeRange(response, range, clip.sizeBytes);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const { start: begin, end } = range ?? { start: 0, end: clip.sizeBytes - 1 };
  try {
    await pipeline(Readable.from(upTo(clip.read(begin), end - begin + 1), { objectMode: false, highWaterMark: 1 }), response);
  } catch {
    response.destroy(); // the reader went away, or the history did; either way the answer is not whole
  }
}

/** Where reading begins. */
export const firstByteAsked = ({ headers, method }: Request): number =>
  method === 'GET' ? Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0) : 0;

async function* upTo(pieces: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncGenerator<Uint8Array> {
  let leftBytes = sizeBytes;
  for await (const piece of pieces) {
    yield piece.subarray(0, leftBytes);
    leftBytes -= piece.length;
    if (leftBytes <= 0) {
      return;
    }
  }
}
