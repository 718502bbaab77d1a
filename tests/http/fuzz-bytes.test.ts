/** What comes before anybody knows who asks, and for what: bytes that are no request of HTTP. */
import fc from 'fast-check';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzzMilliseconds, hangMilliseconds } from '../support/fuzzed-requests.ts';
import { call } from '../support/http-client.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;

beforeAll(async () => {
  running = await runPetLog({ PETLOG_LIMITS_CHANGES_PER_MINUTE: '1000000', PETLOG_LIMITS_REQUESTS_PER_MINUTE: '1000000' });
});

afterAll(() => running.stop());

const line = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'CONNECT', 'get', 'PRI', ''),
    fc.string({ maxLength: 20 }),
    fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''),
  )
  .map((parts) => parts.join(' '));
const header = fc.oneof(
  fc.constantFrom(
    'Host: x',
    'Content-Length: -1',
    'Content-Length: 5',
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip',
    'Connection: upgrade',
    'Upgrade: websocket',
    'Upgrade: h2c',
    'Expect: x',
    ': x',
  ),
  fc.string({ maxLength: 20 }),
);
const text = fc
  .tuple(line, fc.array(header, { maxLength: 5 }), fc.string({ maxLength: 40 }))
  .map(([first, rest, end]) => [first, ...rest, '', end].join('\r\n'));
const bytes = fc.oneof(
  text.map((value) => Buffer.from(value)),
  fc.uint8Array({ maxLength: 100 }).map((value) => Buffer.from(value)),
);

it(
  'answers bytes that are no request, or ends the connection, and lives on',
  async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        const answer = await talk(sent);
        expect(answer === '' || /^HTTP\/1\.1 [1-4]\d\d /.test(answer) || answer.startsWith('HTTP/1.1 503 ')).toBe(true);
      }),
      { numRuns: 1_000_000, interruptAfterTimeLimit: fuzzMilliseconds },
    );
    expect((await call(`${running.url}/api`)).status).toBe(200);
  },
  fuzzMilliseconds + 30_000,
);

/** Sends the bytes and no more; resolves with the answer when the server has ended the connection. */
function talk(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(running.port, '127.0.0.1');
    const hang = setTimeout(() => {
      socket.destroy();
      reject(new Error('the connection was not ended'));
    }, hangMilliseconds);
    socket.end(bytes);
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(hang);
      resolve(answer);
    });
  });
}
