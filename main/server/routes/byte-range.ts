import type { Request, Response } from 'express';
import { PetLogError } from '../../../shared/errors.ts';

/** Both ends are part of it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The range that somebody asks for (RFC 9110, 14); null, for the whole, without one, with several, and when what the reader has is
 * something else. A date says too little: what takes the place of a file may be of the same second.
 *
 * @param entityTag with its quotes; of these bytes alone
 * @throws PetLogError `range_not_satisfiable`
 */
export function askedRange(request: Request, response: Response, sizeBytes: number, entityTag: string): ByteRange | null {
  const condition = request.headers['if-range'];
  if (request.method !== 'GET' || (condition !== undefined && condition !== entityTag)) {
    return null;
  }
  const ranges = request.range(sizeBytes, { combine: true });
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${sizeBytes}`);
    throw new PetLogError('range_not_satisfiable', { range: String(request.headers.range), sizeBytes });
  }
  return typeof ranges === 'object' && ranges.type === 'bytes' && ranges.length === 1 ? (ranges[0] ?? null) : null;
}

/** Says in the head of an answer which bytes it has. @param range null for all of them */
export function writeRange(response: Response, range: ByteRange | null, sizeBytes: number): void {
  response.setHeader('Accept-Ranges', 'bytes');
  if (range !== null) {
    response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  }
  response.setHeader('Content-Length', range === null ? sizeBytes : range.end - range.start + 1);
}
