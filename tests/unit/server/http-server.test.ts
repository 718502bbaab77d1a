import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpServer } from '../../../main/server/http-server.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ask } from '../../support/ask.ts';

const upgrades = [
  ['HTTP/2', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n'],
  [
    'a WebSocket',
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
  ],
] as const;

let server: HttpServer;
let port: number;
/** For each request, when its connection is closed on the server's side, and whether by an error. No listener for 'error': that is up to the server. */
let closings: Promise<boolean>[];

beforeEach(async () => {
  closings = [];
  server = new HttpServer({
    logger: silentLogger,
    host: '127.0.0.1',
    port: 0,
    handler(request, response) {
      closings.push(new Promise((resolve) => request.socket.once('close', resolve)));
      response.write(`${request.method} ${request.url}`);
      if (request.url !== '/endless') {
        response.end();
      }
    },
  });
  ({ port } = await server.listen());
});

afterEach(() => server.close());

/** What the server sends until it ends the connection. */
async function talk(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
  await once(socket, 'close');
  return answer;
}

describe('HttpServer', () => {
  it.each(upgrades)('answers a request that would rather speak %s as any other, and nothing behind it', async (_what, headers) => {
    const answer = await talk(
      `POST /first HTTP/1.1\r\nHost: localhost\r\n${headers}Content-Length: 2\r\n\r\n{}GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n/);
    expect(answer).toContain('POST /first');
    await closings[0];
    expect(closings).toHaveLength(1);
    expect(server.connectionCount).toBe(0);
  });

  it.each(upgrades)('lives on when a client that would rather speak %s resets the connection', async (_what, headers) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /endless HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
    await once(socket, 'data');
    socket.resetAndDestroy();
    expect(await closings[0]).toBe(true);
    expect(server.connectionCount).toBe(0);
    expect((await ask(`http://127.0.0.1:${port}/health`)).text).toBe('GET /health');
  });

  it('gives nobody a tunnel, and lives on when one who asked for it resets the connection', async () => {
    expect(await talk('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n')).toBe('');
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n');
    socket.resetAndDestroy();
    expect((await ask(`http://127.0.0.1:${port}/health`)).text).toBe('GET /health');
    expect(closings).toHaveLength(1);
  });

  it('ignores an expectation that it does not know', async () => {
    const answer = await talk(
      'POST /live/stop HTTP/1.1\r\nHost: localhost\r\nExpect: foo\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*POST \/live\/stop/);
  });

  it('lets go of 500 connections that it refused, though the clients neither read nor end their side', async () => {
    const impatient = new HttpServer({
      logger: silentLogger,
      host: '127.0.0.1',
      port: 0,
      requestTimeoutSeconds: 1,
      handler: (_request, response) => response.end(),
    });
    const { port: there } = await impatient.listen();
    const sockets = Array.from({ length: 500 }, (_, index) => {
      const socket = connect({ port: there, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => {});
      socket.write(index % 2 === 0 ? 'GET /slow HTTP/1.1\r\n' : 'no HTTP at all\r\n\r\n');
      return socket.pause();
    });
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    expect((await ask(`http://127.0.0.1:${there}/`)).status).toBe(200); // accepted behind all of them
    await expect.poll(() => impatient.connectionCount).toBe(0);
    sockets.forEach((socket) => socket.destroy());
    await impatient.close();
  });

  it('ends an answer of which nothing is taken', async () => {
    const strict = new HttpServer({
      logger: silentLogger,
      host: '127.0.0.1',
      port: 0,
      unreadSeconds: () => 1,
      handler: (_request, response) => response.end(Buffer.alloc(64 * 1024 * 1024)),
    });
    const socket = connect((await strict.listen()).port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause().write('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => strict.connectionCount).toBe(1);
    await expect.poll(() => strict.connectionCount).toBe(0);
    socket.destroy();
    await strict.close();
  });
});
