import type { Request, Response } from 'express';
import { once } from 'node:events';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PetLogError } from '../../../shared/errors.ts';
import { askedRange, writeRange } from './byte-range.ts';

interface VideoFile {
  readonly path: string;
  /** What an attachment is called; null for none. */
  readonly filename: string | null;
  readonly request: Request;
  readonly response: Response;
  /** What is thrown where there is no such file. */
  missing(): PetLogError;
}

/**
 * Sends a file with byte ranges. Another one may take its place at any moment: what is sent is of the one that was opened, and its
 * entity tag tells the two apart. Resolves when it is sent, or its reader went away.
 *
 * @throws PetLogError `range_not_satisfiable`, `file_changed`; the system's error when it cannot be read
 */
export async function sendVideoFile({ path, filename, request, response, missing }: VideoFile): Promise<void> {
  await using file = await openFile(path, missing);
  const stats = await file.stat({ bigint: true });
  if (!stats.isFile()) {
    throw missing();
  }
  const entityTag = `"${stats.size.toString(16)}-${stats.mtimeNs.toString(16)}"`;
  assertUnchanged(request, stats, entityTag);
  response.setHeader('ETag', entityTag);
  response.setHeader('Last-Modified', stats.mtime.toUTCString());
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const sizeBytes = Number(stats.size);
  const range = askedRange(request, response, sizeBytes, entityTag);
  const bytes = request.method === 'HEAD' || sizeBytes === 0 ? null : file.createReadStream(range ?? {});
  if (bytes !== null) {
    // A disk that gives nothing is told of in an answer of its own.
    await once(bytes, 'readable');
  }
  if (filename !== null) {
    response.attachment(filename);
  }
  response.setHeader('Content-Type', 'video/mp4');
  writeRange(response, range, sizeBytes);
  if (bytes === null) {
    response.end();
    return;
  }
  // A reader who goes away in the middle is no error; of a disk that breaks then, the answer is not whole.
  await pipeline(bytes, response).catch(() => response.destroy());
}

const missingCodes = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

async function openFile(path: string, missing: () => PetLogError): Promise<FileHandle> {
  try {
    // Of a pipe, nobody would wait for its writer.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw error instanceof Error && 'code' in error && missingCodes.includes(String(error.code)) ? missing() : error;
  }
}

/** For who reads a file in pieces at the same time (RFC 9110, 13.1.1 and 13.1.4). */
function assertUnchanged({ headers }: Request, { mtimeMs }: BigIntStats, entityTag: string): void {
  const { 'if-match': tags, 'if-unmodified-since': date } = headers;
  const isChanged =
    tags === undefined
      ? Math.floor(Number(mtimeMs) / 1000) * 1000 > Date.parse(date ?? '')
      : tags.trim() !== '*' && !tags.split(',').some((tag) => tag.trim() === entityTag);
  if (isChanged) {
    throw new PetLogError('file_changed');
  }
}
