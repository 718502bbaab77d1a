import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpClient } from '../../../renderer/transport/http-client.ts';
import { CallError } from '../../../renderer/transport/petlog-client.ts';
import type { SessionGuard } from '../../../renderer/transport/session-guard.ts';

const closings: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closings.splice(0).map((close) => close()));
});

/** A client of a server that answers as told, under a sub-path. */
async function openClient(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
  guard?: SessionGuard,
): Promise<HttpClient> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => answer(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closings.push(() => new Promise((resolve) => void (server.closeAllConnections(), server.close(() => resolve()))));
  const { port } = server.address() as AddressInfo;
  return new HttpClient({
    base: new URL(`http://127.0.0.1:${port}/under/`),
    fetch,
    openEvents: () => {
      throw new Error('not opened here');
    },
    ...(guard === undefined ? {} : { guard }),
  });
}

const failure = (promise: Promise<unknown>): Promise<CallError> =>
  promise.then(
    () => expect.unreachable('the call should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(CallError);
      return error as CallError;
    },
  );

describe('calls', () => {
  test('send GET input as query and other input as JSON, relative to the base', async () => {
    const seen: unknown[] = [];
    const client = await openClient((request, response, body) => {
      seen.push([request.method, request.url, request.headers['content-type'], body]);
      response.end('{}');
    });
    await client.call('recordings.list', { page_size: 6 });
    await client.call('record.start', { duration: 10 });
    expect(seen).toEqual([
      ['GET', '/under/recordings?page_size=6', undefined, ''],
      ['POST', '/under/live/record/start', 'application/json', '{"duration":10}'],
    ]);
  });

  test('put what the path names into the path, and only the rest into the body', async () => {
    const seen: unknown[] = [];
    const client = await openClient((request, response, body) => {
      seen.push([request.method, request.url, body]);
      response.end('{}');
    });
    await client.call('recordings.change', { id: 'a/b', kept: true });
    await client.call('recordings.remove', { id: 'r1' });
    await client.call('timelapse.get', { id: 't1' });
    expect(seen).toEqual([
      ['PATCH', '/under/recordings/a%2Fb', '{"kept":true}'],
      ['DELETE', '/under/recordings/r1', ''],
      ['GET', '/under/timelapses/t1', ''],
    ]);
  });

  test("fail with PetLog's own code, sentence and values", async () => {
    const client = await openClient((_request, response) => {
      response.writeHead(422, { 'content-type': 'application/problem+json' });
      response.end(
        JSON.stringify({
          type: 'about:blank',
          title: 'x',
          status: 422,
          code: 'invalid_input',
          detail: 'duration is 0.',
          errors: [{ path: 'duration', message: 'is 0' }],
        }),
      );
    });
    const error = await failure(client.call('record.start', { duration: 0 }));
    expect(error).toMatchObject({ code: 'invalid_input', message: 'duration is 0.', errors: [{ path: 'duration', message: 'is 0' }] });
  });

  test('say so when something else answers', async () => {
    const client = await openClient((_request, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    expect(await failure(client.call('live.start', {}))).toMatchObject({ code: 'unexpected_answer', message: 'HTTP 502' });
  });

  test('say so when a good answer is no JSON', async () => {
    const client = await openClient((_request, response) => response.end('<html>Sign in to the hotel</html>'));
    expect(await failure(client.call('live.start', {}))).toMatchObject({ code: 'unexpected_answer' });
  });

  test('say so when nobody is there', async () => {
    const client = await openClient((request) => request.socket.destroy());
    expect(await failure(client.call('live.start', {}))).toMatchObject({ code: 'unreachable' });
  });
});

describe('a session that ends', () => {
  /** Lets in what comes after the session was renewed. */
  const openGuarded = async (canRenew: boolean) => {
    const seen: string[] = [];
    let isRenewed = false;
    const guard: SessionGuard = {
      ready: async () => void seen.push('ready'),
      recover: async () => {
        seen.push('recover');
        isRenewed = canRenew;
        return canRenew;
      },
    };
    const client = await openClient((request, response, body) => {
      seen.push(`${request.method} ${body}`);
      if (!isRenewed) {
        response.writeHead(401, { 'content-type': 'application/problem+json', 'retry-after': '7' });
      }
      response.end(JSON.stringify(isRenewed ? {} : { code: 'unauthorized', detail: 'Sign in first.' }));
    }, guard);
    return { client, seen };
  };

  test('is renewed once, and what was asked is asked again', async () => {
    const { client, seen } = await openGuarded(true);
    await client.call('record.start', { duration: 10 });
    expect(seen).toEqual(['ready', 'POST {"duration":10}', 'recover', 'POST {"duration":10}']);
  });

  test('for good fails with the words of PetLog, and is not asked again', async () => {
    const { client, seen } = await openGuarded(false);
    expect(await failure(client.call('record.start', { duration: 10 }))).toMatchObject({
      code: 'unauthorized',
      message: 'Sign in first.',
      retryAfterSeconds: 7,
    });
    expect(seen).toEqual(['ready', 'POST {"duration":10}', 'recover']);
  });
});

test('a snapshot carries the time when it was captured', async () => {
  const client = await openClient((_request, response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg', 'x-timestamp': '1777636800.250000' }).end('jpeg'),
  );
  const { jpeg, capturedAt } = await client.snapshot();
  expect(await jpeg.text()).toBe('jpeg');
  expect(capturedAt.toISOString()).toBe('2026-05-01T12:00:00.250Z');
});
