/** A file that another one takes the place of while it is read, as a recording does when it is made plain. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sendVideoFile } from '../../../main/server/routes/video-file.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** More than sockets and streams hold. */
const first = randomBytes(20_000_000);
const second = randomBytes(1_000_000);

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let path: string;
let server: Server;
let url: string;

beforeEach(async () => {
  directory = await temporaryDirectory();
  path = join(directory.path, 'cat.mp4');
  await writeFile(path, first);
  const app = express();
  app.set('etag', false);
  app.get('/cat.mp4', (request, response) =>
    sendVideoFile({ path, filename: null, request, response, missing: () => new PetLogError('not_found', { path: '/cat.mp4' }) }),
  );
  app.use((error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    const known = error instanceof PetLogError ? error : new PetLogError('internal');
    response.status(known.status).json({ code: known.code });
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cat.mp4`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await directory[Symbol.asyncDispose]();
});

const read = (headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => fetch(url, { headers, method });
const statusOf = async (headers: Record<string, string> = {}): Promise<number> => {
  const response = await read(headers);
  await response.arrayBuffer();
  return response.status;
};
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

async function replace(): Promise<void> {
  const temporary = join(directory.path, 'plain.tmp');
  await writeFile(temporary, second);
  await rename(temporary, path);
}

it('who reads on with a range gets it of the file that was read before, or all of the new one', async () => {
  const begun = await read({ Range: 'bytes=0-99' });
  expect([begun.status, begun.headers.get('content-range')]).toEqual([206, `bytes 0-99/${first.length}`]);
  expect((await bytesOf(begun)).equals(first.subarray(0, 100))).toBe(true);
  const entityTag = begun.headers.get('etag') ?? '';
  expect(entityTag).toMatch(/^"[^"]+"$/); // strong: a weak one is not for ranges (RFC 9110, 13.1.5)
  const same = await read({ Range: 'bytes=100-199', 'If-Range': entityTag });
  expect([same.status, (await bytesOf(same)).equals(first.subarray(100, 200))]).toEqual([206, true]);

  await replace();
  // A date is of the same second, and says nothing.
  for (const condition of [entityTag, `W/${entityTag}`, begun.headers.get('last-modified') ?? '', new Date().toUTCString()]) {
    const other = await read({ Range: 'bytes=100-199', 'If-Range': condition });
    expect([other.status, (await bytesOf(other)).equals(second)]).toEqual([200, true]);
  }
  const refused = await read({ Range: 'bytes=100-199', 'If-Match': entityTag });
  expect([refused.status, await refused.json()]).toEqual([412, { code: 'file_changed' }]);
  const now = await read({}, 'HEAD');
  const going = await read({ Range: 'bytes=-10', 'If-Match': `"another", ${now.headers.get('etag')}` });
  expect([going.status, (await bytesOf(going)).equals(second.subarray(-10))]).toEqual([206, true]);
});

it('what is being sent stays the file that it began with', async () => {
  const response = await read();
  const reader = response.body!.getReader();
  const pieces = [(await reader.read()).value!];
  await replace();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
  }
  expect(Buffer.concat(pieces).equals(first)).toBe(true);
});

it('who has it already gets nothing; beyond its end there is nothing; an empty one and one that is no file are answered', async () => {
  const head = await read({}, 'HEAD');
  expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
    200,
    String(first.length),
    'bytes',
  ]);
  expect(await statusOf({ 'If-None-Match': head.headers.get('etag') ?? '', 'Cache-Control': 'max-age=0' })).toBe(304);
  const beyond = await read({ Range: `bytes=${first.length}-` });
  await beyond.arrayBuffer();
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${first.length}`]);
  await writeFile(path, '');
  const empty = await read();
  expect([empty.status, (await bytesOf(empty)).length]).toEqual([200, 0]);
  path = join(directory.path, 'pipe');
  execFileSync('mkfifo', [path]);
  expect(await statusOf()).toBe(404);
  path = directory.path;
  expect(await statusOf()).toBe(404);
  path = join(directory.path, 'none.mp4');
  expect(await statusOf()).toBe(404);
});
