import fc from 'fast-check';
import { z } from 'zod';
import { Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemDetails } from '../../shared/api.ts';
import { Config } from '../../shared/config.ts';
import { type ErrorCode, statusOf } from '../../shared/errors.ts';
import { jsonRoutes } from '../../shared/routes.ts';
import { call } from '../support/http-client.ts';
import { apiToken } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

interface Operation {
  operationId: string;
  parameters: { name: string; in: string }[];
  responses: Record<string, { description: string; content: Record<string, unknown> }>;
}
type Paths = Record<string, Record<string, Operation>>;

interface FuzzedRequest {
  method: string;
  /** As in the document; null for a path that it may not have. */
  template: string | null;
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Null for a stream, which has no end. */
  body: string | null;
}

/** A snapshot waits up to ten seconds for its camera; nothing waits longer. */
const hangMilliseconds = 15_000;
/** FUZZ_SECONDS=600 looks harder. */
const secondsPerProperty = Number(process.env.FUZZ_SECONDS ?? 4);

let running: RunningPetLog;
let paths: Paths;
let agent: Agent;

/** What every request shows to be let in. */
let credentials: Record<string, string>;

/** Node's client states the length only for methods that usually have a body. */
function bodyHeaders(body: string | null): Record<string, string | number> {
  return body === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
}

function decode(bytes: Buffer, encoding: string | undefined): string {
  const isCompressed = encoding !== undefined && bytes.length > 0;
  return (isCompressed ? (encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)) : bytes).toString();
}

function ask({ method, path, headers, body }: FuzzedRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: running.port, agent, method, path, headers: { ...bodyHeaders(body), ...credentials, ...headers } },
      (response) => {
        const { statusCode: status = 0, headers: answerHeaders } = response;
        const isStream = /^(multipart|text\/event-stream)/.test(answerHeaders['content-type'] ?? '') && method !== 'HEAD';
        const done = (text: string | null): void => {
          clearTimeout(hang);
          resolve({ status, headers: answerHeaders, body: text });
        };
        if (isStream) {
          response.on('error', () => {});
          response.destroy();
          done(null);
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => done(decode(Buffer.concat(chunks), answerHeaders['content-encoding'])));
        response.once('error', reject);
      },
    );
    const hang = setTimeout(() => request.destroy(new Error(`no answer within ${hangMilliseconds / 1000} s`)), hangMilliseconds);
    request.once('error', (error) => {
      clearTimeout(hang);
      reject(error);
    });
    request.end(body ?? undefined);
  });
}

function expectProblem(answer: Answer, documented: string[] | null): void {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  if (answer.body === '' || answer.body === null) {
    return; // HEAD
  }
  const problem = ProblemDetails.strict().parse(JSON.parse(answer.body));
  expect(problem.status).toBe(answer.status);
  expect(statusOf(problem.code as ErrorCode)).toBe(answer.status);
  if (documented !== null) {
    expect(documented).toContain(problem.code);
  }
}

function check(request: FuzzedRequest, answer: Answer): void {
  const operations = request.template === null ? {} : (paths[request.template] ?? {});
  const operation = operations[request.method === 'HEAD' ? 'get' : request.method.toLowerCase()];
  expect(answer.status).not.toBe(500);
  if (operation === undefined) {
    expect(answer.status).toBeLessThan(500);
    if (answer.status >= 400) {
      expectProblem(answer, null);
    }
    if (answer.status === 405) {
      expect(answer.headers.allow).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
    }
    return;
  }
  const response = operation.responses[answer.status];
  expect(response, `${answer.status} is documented for ${operation.operationId}`).toBeDefined();
  if (answer.status >= 400 && !(operation.operationId === 'health.get' && answer.status === 503)) {
    expectProblem(answer, response?.description.split(', ') ?? null);
    return;
  }
  expect(Object.keys(response?.content ?? {})).toContain(answer.headers['content-type']?.split(';')[0]);
  const route = jsonRoutes[operation.operationId as keyof typeof jsonRoutes];
  if (route !== undefined && request.method !== 'HEAD') {
    route.output.parse(JSON.parse(answer.body as string));
  }
}

const word = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '5',
    '1.5',
    '1e9',
    '99999999999999999999',
    '',
    ' ',
    'true',
    'null',
    'NaN',
    '../../etc/passwd',
    '%00',
    '__proto__',
    'a b',
    'é',
    '日本',
    '2026-05-01',
    '2026-13-01',
  ),
  fc.string({ maxLength: 12 }),
  fc.integer({ min: -5, max: 100 }).map(String),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>({}, [], null, { __proto__: 1 }, { constructor: { prototype: 1 } }),
);

/** Mostly settings that exist, with values that mostly do not fit. Cameras stay as they are: another one may take its time. So does who is let in, and how often. */
const keptSettings = ['source', 'enabled', 'resolution', 'access', 'requests_per_minute', 'changes_per_minute'];
const settings = fc.constantFrom(...Object.entries(Config.shape)).chain(([section, schema]) => {
  const group = schema.unwrap();
  const keys = Object.keys(group instanceof z.ZodObject ? group.shape : { garden: 0, main: 0 }).filter(
    (key) => !keptSettings.includes(key),
  );
  return fc
    .dictionary(fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 5 })), json, { maxKeys: 3 })
    .map((values) => ({ [section]: values }));
});

const headers = fc
  .array(
    fc.constantFrom<[string, string]>(
      ['Content-Type', 'application/json'],
      ['Content-Type', 'application/json; charset=utf-16'],
      ['Content-Type', 'text/plain'],
      ['Content-Encoding', 'gzip'],
      ['Accept', 'image/*'],
      ['Accept-Encoding', 'gzip, br'],
      ['Range', 'bytes=0-1'],
      ['Range', 'bytes=9-1'],
      ['If-None-Match', '*'],
      ['If-Modified-Since', 'x'],
      ['Origin', 'https://elsewhere.example'],
      ['Origin', 'null'],
      ['Expect', '100-continue'],
      ['X-HTTP-Method-Override', 'DELETE'],
      ['X-Forwarded-For', '203.0.113.1'],
      ['Cookie', 'a=b; =; ;;'],
      ['Authorization', 'Basic ???'],
      ['Connection', 'close'],
    ),
    { maxLength: 3 },
  )
  .map((pairs) => Object.fromEntries(pairs));

const body = fc.oneof(
  { arbitrary: fc.constant(null), weight: 3 },
  { arbitrary: settings.map((value) => JSON.stringify(value)), weight: 2 },
  json.map((value) => JSON.stringify(value)),
  fc.string({ maxLength: 30 }),
  fc.constant('['.repeat(20_000)),
  fc.constant('x'.repeat(70_000)),
);

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** An operation of the document, or something close to one. */
function requestOf(): fc.Arbitrary<FuzzedRequest> {
  const operations = Object.entries(paths).flatMap(([template, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ template, method: method.toUpperCase(), operation })),
  );
  const known = fc.constantFrom(...operations).chain(({ template, method, operation }) => {
    const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    const name = inQuery.length > 0 ? fc.oneof({ arbitrary: fc.constantFrom(...inQuery), weight: 5 }, word) : word;
    const isStop = operation.operationId === 'live.stop';
    return fc.record({
      method: fc.oneof({ arbitrary: fc.constant(method), weight: 6 }, fc.constantFrom(...methods)),
      template: fc.constant(template),
      path: fc
        .tuple(
          fc.array(fc.tuple(name, word), { maxLength: isStop ? 1 : 3 }),
          word.filter((id) => id !== ''),
        )
        .map(([query, id]) => {
          const text = query.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
          return template.replace(/\{\w+\}/, encodeURIComponent(id)) + (text === '' ? '' : `?${text}`);
        }),
      headers,
      body,
    });
  });
  const path = fc.array(
    fc.oneof(word.map(encodeURIComponent), fc.constantFrom('live', 'recordings', 'docs', '..', '.', '', '%2e%2e', '%zz', '%00', 'assets')),
    { maxLength: 4 },
  );
  const unknown = fc.record({
    method: fc.constantFrom(...methods),
    template: fc.constant(null),
    path: path.map((segments) => `/${segments.join('/')}`),
    headers,
    body,
  });
  return fc.oneof({ arbitrary: known, weight: 4 }, unknown);
}

describe.each(['open', 'accounts'] as const)('every endpoint (%s)', (access) => {
  beforeAll(async () => {
    running = await runPetLog({
      PETLOG_SECURITY_ACCESS: access,
      PETLOG_CAMERA_RESOLUTION: '128x96',
      PETLOG_CAMERA_FRAME_RATE: '5',
      PETLOG_CAMERA_IDLE_STOP_SECONDS: '1',
      PETLOG_LIMITS_CHANGES_PER_MINUTE: '1000000',
      PETLOG_LIMITS_REQUESTS_PER_MINUTE: '1000000',
    });
    agent = new Agent({ keepAlive: true, maxSockets: 4 });
    credentials = access === 'open' ? {} : (await apiToken(running, 'viewer')).bearer;
    paths = (await call(`${running.url}/openapi.json`)).body.paths as Paths;
  });

  afterAll(async () => {
    agent.destroy();
    await running.stop();
  });

  it(
    'answers whatever it is asked as its document says, and never with a failure of its own',
    async () => {
      const request = requestOf().map((fuzzed) =>
        fuzzed.template !== null && !fuzzed.path.startsWith(fuzzed.template.split('{')[0] as string)
          ? { ...fuzzed, template: null }
          : fuzzed,
      );
      await fc.assert(
        fc.asyncProperty(request, async (fuzzed) => check(fuzzed, await ask(fuzzed))),
        { numRuns: 1_000_000, interruptAfterTimeLimit: secondsPerProperty * 1000 },
      );
    },
    secondsPerProperty * 1000 + 30_000,
  );

  it(
    'answers bytes that are no request, or ends the connection, and lives on',
    async () => {
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
      await fc.assert(
        fc.asyncProperty(bytes, async (sent) => {
          const answer = await talk(sent);
          expect(answer === '' || /^HTTP\/1\.1 [1-4]\d\d /.test(answer) || answer.startsWith('HTTP/1.1 503 ')).toBe(true);
        }),
        { numRuns: 1_000_000, interruptAfterTimeLimit: secondsPerProperty * 1000 },
      );
      expect((await call(`${running.url}/api`)).status).toBe(200);
    },
    secondsPerProperty * 1000 + 30_000,
  );
});

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
