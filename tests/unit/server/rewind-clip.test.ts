import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setAuthentication } from '../../../main/server/access/authentication.ts';
import { rewindClip } from '../../../main/server/routes/rewind-clip.ts';
import { ask } from '../../support/ask.ts';
import { HeldAnswer } from '../../support/held-answer.ts';
import { admin } from '../../support/open-access.ts';

const sizeBytes = 100_000_000;
let server: Server;
let port: number;
let heldCount: number;
let isGone: boolean;
/** Called when one is given back. */
let released: () => void;

async function* read(fromBytes: number): AsyncGenerator<Uint8Array> {
  for (let position = fromBytes; position < sizeBytes; position += 100_000) {
    await Promise.resolve();
    if (isGone) {
      throw new Error('its pictures are gone');
    }
    yield Buffer.alloc(100_000);
  }
}

beforeEach(async () => {
  heldCount = 0;
  isGone = false;
  released = () => {};
  const rewind = {
    async clip() {
      await Promise.resolve();
      heldCount += 1;
      return {
        id: 'clip',
        sizeBytes,
        startMicroseconds: 0,
        read,
        release() {
          heldCount -= 1;
          released();
        },
      };
    },
  };
  const handler = rewindClip(() => ({ rewind }));
  const app = express();
  app.get('/clip', (request, response) => {
    setAuthentication(response, { principal: admin, expiresAtMilliseconds: null, accountName: null }, false);
    return handler({ start: '2026-01-01T00:00:00Z', duration: 60 }, request, response);
  });
  app.use(
    (_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) =>
      void response.status(416).end(),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a clip', () => {
  it.each([
    ['its head is asked for', { method: 'HEAD' }, 200],
    ['a part was read', { headers: { Range: 'bytes=0-9' } }, 206],
    ['what is asked for is beyond its end', { headers: { Range: `bytes=${sizeBytes}-` } }, 416],
  ])('is given back when %s', async (_when, options, status) => {
    const given = new Promise<void>((resolve) => (released = resolve));
    expect((await ask(`http://127.0.0.1:${port}/clip`, options)).status).toBe(status);
    await given;
    expect(heldCount).toBe(0);
  });

  it('is held while somebody reads, however slowly, and given back when he goes away', async () => {
    const reader = new HeldAnswer(port, '/clip', {});
    await reader.until('HTTP/1.1 200 OK');
    reader.socket.pause();
    expect(heldCount).toBe(1);
    const given = new Promise<void>((resolve) => (released = resolve));
    reader.close();
    await given;
    expect(heldCount).toBe(0);
  });

  it('is given back, and its answer is cut off, when its pictures are gone', async () => {
    const reader = new HeldAnswer(port, '/clip', {});
    await reader.until('HTTP/1.1 200 OK');
    isGone = true;
    await reader.ended();
    expect([heldCount, reader.receivedBytes < sizeBytes]).toEqual([0, true]);
  });
});
