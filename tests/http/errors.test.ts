import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemDetails } from '../../shared/api.ts';
import { call as callAsNobody, StreamReader, type JsonAnswer } from '../support/http-client.ts';
import { apiToken } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;

/** What every request shows to be let in. */
let credentials: Record<string, string>;

const call: typeof callAsNobody = (url, method, body, headers) => callAsNobody(url, method, body, { ...credentials, ...headers });

function expectProblem({ status, headers, body }: JsonAnswer, expectedStatus: number, code: string): void {
  expect({ status, code: body.code, body }).toMatchObject({ status: expectedStatus, code });
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(ProblemDetails.parse(body).status).toBe(expectedStatus);
  expect(body.detail).toMatch(/^[^\n]+$/);
  expect(JSON.stringify(body)).not.toMatch(/node_modules|at .*:\d+:\d+/);
}

/** Sends bytes as they are, and takes the answer's head and body. */
async function raw(bytes: string): Promise<JsonAnswer> {
  const socket = connect(running.port, '127.0.0.1');
  socket.write(bytes);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'close');
  const [head = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Headers(lines.map((line) => line.split(': ', 2) as [string, string])),
    body: JSON.parse(body) as Record<string, unknown>,
  };
}

describe.each(['open', 'accounts'] as const)('errors (%s)', (access) => {
  beforeAll(async () => {
    running = await runPetLog({
      PETLOG_SECURITY_ACCESS: access,
      PETLOG_CAMERA_RESOLUTION: '320x240',
      PETLOG_LIMITS_VIEWERS_PER_ADDRESS: '2',
    });
    credentials = access === 'open' ? {} : (await apiToken(running, 'admin')).bearer;
  });

  afterAll(() => running.stop());

  it.each(['/nothing', '/live', '/live/status/', '/LIVE/STATUS', '/recordings/../../etc/passwd', '/docs/nothing', '/api/'])(
    '404 for %s',
    async (path) => {
      expectProblem(await call(running.url + path), 404, 'not_found');
    },
  );

  it.each(['nothing', '..%2f..%2fetc%2fpasswd', '%00', '%F0%9F%90%88', 'a'.repeat(2000)])('404 for a recording %s', async (id) => {
    expectProblem(await call(`${running.url}/recordings/${id}`), 404, 'recording_not_found');
  });

  it.each([
    ['DELETE', '/live/start', 'POST, OPTIONS'],
    ['POST', '/live/status', 'GET, HEAD, OPTIONS'],
    ['PUT', '/settings', 'GET, HEAD, PATCH, OPTIONS'],
    ['POST', '/docs', 'GET, HEAD'],
    ['DELETE', '/docs/', 'GET, HEAD'],
    ['POST', '/docs/start.js', 'GET, HEAD'],
    ['POST', '/docs/swagger-ui.css', 'GET, HEAD'],
  ])('405 for %s %s, and which are allowed', async (method, path, allow) => {
    const answer = await call(running.url + path, method);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it('names a key of the body that is given once, and is none of ours, whatever it is called', async () => {
    const answer = await call(`${running.url}/live/record/start?duration=5`, 'POST', { toString: 1 });
    expectProblem(answer, 422, 'invalid_input');
    expect(answer.body.detail).toContain('toString');
    expect(answer.body.detail).not.toContain('twice');
    expectProblem(await call(`${running.url}/live/record/start?duration=5`, 'POST', { duration: 5 }), 422, 'invalid_input');
  });

  it('answers OPTIONS', async () => {
    const response = await fetch(`${running.url}/live/start`, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });

  it('409 for a recording that does not run', async () => {
    expectProblem(await call(`${running.url}/live/record/stop`, 'POST'), 409, 'not_recording');
  });

  it('413 for a body too large', async () => {
    expectProblem(
      await call(`${running.url}/live/start`, 'POST', JSON.stringify({ filename: 'x'.repeat(70_000) })),
      413,
      'payload_too_large',
    );
  });

  it('415 for what is not JSON, and says so', async () => {
    const answer = await call(`${running.url}/live/start`, 'POST', 'record_duration=5', {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expectProblem(answer, 415, 'unsupported_media_type');
    expect(answer.body.detail).toBe('The content type "application/x-www-form-urlencoded" is not accepted; send application/json.');
  });

  it.each(['{', '"text"', 'null', '{"record_duration":1}x'])('400 for the body %s', async (body) => {
    expectProblem(await call(`${running.url}/live/start`, 'POST', body), 400, 'malformed_request');
  });

  it.each([
    ['GET', '/recordings/%E0%A4%A'],
    ['GET', '/recordings/%ZZ'],
    ['GET', '/recordings/%ZZ/thumbnail'],
    ['DELETE', '/recordings/%ff'],
  ])('404 for %s %s, which cannot be decoded', async (method, path) => {
    expectProblem(await call(running.url + path, method), 404, 'not_found');
  });

  it.each([
    ['/live/start?record_duration=0', undefined, 'record_duration'],
    ['/live/start?record_duration=86401', undefined, 'record_duration'],
    ['/live/start?record_duration=ten', undefined, 'record_duration'],
    ['/live/start?record_duration=5&filename=../etc/passwd', undefined, 'filename'],
    ['/live/start?record_duration=5&filename=a%00b', undefined, 'filename'],
    ['/live/start?record_duration=5&filename=', undefined, 'filename'],
    ['/live/start?nothing=1', undefined, 'nothing'],
    ['/live/start', { record_duration: '5' }, 'record_duration'],
    ['/live/record/start', { duration: 5, duration_seconds: 6 }, 'duration'],
    ['/live/record/start', { duration: 1e99 }, 'duration'],
    ['/live/record/start?duration=1&duration=2', undefined, 'duration'],
    ['/live/stop?x=1', undefined, 'x'],
  ])('422 for POST %s %j, and changes nothing', async (path, body, where) => {
    const answer = await call(running.url + path, 'POST', body);
    expectProblem(answer, 422, 'invalid_input');
    expect(answer.body.errors).toMatchObject([{ path: where }]);
    expect((await call(`${running.url}/live/status`)).body).toMatchObject({ state: 'stopped', recording: false });
  });

  it.each(['?page=0', '?page_size=1001', '?start_date=yesterday', '?start_date=2026-13-01', '?x=1'])(
    '422 for GET /recordings%s',
    async (query) => {
      expectProblem(await call(`${running.url}/recordings${query}`), 422, 'invalid_input');
    },
  );

  it('names key, value and what is allowed', async () => {
    const { body } = await call(`${running.url}/settings`, 'PATCH', { camera: { frame_rate: 99 } });
    expect(body.detail).toBe('camera.frame_rate: 99 is not allowed; a whole number from 1 to 60 is.');
  });

  it('400 for what is not HTTP', async () => {
    expectProblem(await raw('this is not HTTP\r\n\r\n'), 400, 'malformed_request');
    expectProblem(await raw('GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n'), 400, 'malformed_request');
  });

  it('400 for HTTP/1.1 without a Host', async () => {
    expectProblem(await raw('GET /health HTTP/1.1\r\nConnection: close\r\n\r\n'), 400, 'malformed_request');
  });

  it('431 for headers too large', async () => {
    expectProblem(await raw(`GET / HTTP/1.1\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`), 431, 'headers_too_large');
  });

  it('503 with Retry-After for one viewer too many from an address', async () => {
    const readers = Array.from({ length: 2 }, () => new StreamReader(running.port, '/live/stream', '127.0.0.1', credentials));
    await Promise.all(readers.map((reader) => reader.next(1)));
    const answer = await call(`${running.url}/live/stream`);
    expectProblem(answer, 503, 'too_many_viewers_from_address');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    readers.forEach((reader) => reader.close());
    await call(`${running.url}/live/stop`, 'POST');
  });

  it('429 with Retry-After for too many changes from one address, while questions are answered', async () => {
    const limited = await runPetLog({ PETLOG_LIMITS_CHANGES_PER_MINUTE: '3' });
    for (let change = 0; change < 3; change += 1) {
      expect((await call(`${limited.url}/live/stop`, 'POST')).status).toBe(200);
    }
    const answer = await call(`${limited.url}/live/stop`, 'POST');
    expectProblem(answer, 429, 'too_many_requests');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call(`${limited.url}/live/status`)).status).toBe(200);
    await limited.stop();
  });

  it('403 for a change from the page of another site, which reads nothing either', async () => {
    const foreign = { Origin: 'http://evil.example' };
    expectProblem(await call(`${running.url}/live/start`, 'POST', undefined, foreign), 403, 'origin_not_allowed');
    expect((await call(`${running.url}/live/status`, 'GET', undefined, foreign)).headers.get('access-control-allow-origin')).toBeNull();
    expect((await call(`${running.url}/live/stop`, 'POST', undefined, { Origin: running.url })).status).toBe(200);
  });

  it('lets the pages of a listed origin in', async () => {
    await call(`${running.url}/settings`, 'PATCH', { security: { allowed_origins: ['https://home.example'] } });
    const answer = await call(`${running.url}/live/stop`, 'POST', undefined, { Origin: 'https://home.example' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'https://home.example']);
  });
});
