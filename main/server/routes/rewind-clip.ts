import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import type { RewindClip } from '../../rewind/rewind-service.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import type { Principal } from '../../access/principal.ts';
import { principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** Both ends are part of it. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

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
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', entityTag);
  response.setHeader('X-Timestamp', formatTimestamp(clip.startMicroseconds));
  const range = askedRange(request, clip.sizeBytes, entityTag);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${clip.sizeBytes}`);
    throw new PetLogError('range_not_satisfiable', { range: String(request.headers.range), sizeBytes: clip.sizeBytes });
  }
  const { start: begin, end } = range ?? { start: 0, end: clip.sizeBytes - 1 };
  if (range !== null) {
    response.status(206).setHeader('Content-Range', `bytes ${begin}-${end}/${clip.sizeBytes}`);
  }
  response.setHeader('Content-Length', end - begin + 1);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(upTo(clip.read(begin), end - begin + 1), { objectMode: false, highWaterMark: 1 }), response);
  } catch {
    response.destroy(); // the reader went away, or the history did; either way the answer is not whole
  }
}

/** Where reading begins. */
export const firstByteAsked = ({ headers, method }: Request): number =>
  method === 'GET' ? Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0) : 0;

/** One range; null, for the whole, without one, with several, and when what the reader has is another clip. */
function askedRange(request: Request, sizeBytes: number, entityTag: string): ByteRange | 'unsatisfiable' | null {
  const condition = request.headers['if-range'];
  if (request.method !== 'GET' || (condition !== undefined && condition !== entityTag)) {
    return null;
  }
  const ranges = request.range(sizeBytes);
  if (ranges === -1) {
    return 'unsatisfiable';
  }
  return typeof ranges === 'object' && ranges.type === 'bytes' && ranges.length === 1 ? (ranges[0] ?? null) : null;
}

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
