import fc from 'fast-check';
import { Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemDetails } from '../../shared/api.ts';
import { type ErrorCode, statusOf } from '../../shared/errors.ts';
import { jsonRoutes } from '../../shared/routes.ts';
import {
  type DocumentedPaths,
  type FuzzedRequest,
  fuzzedRequests,
  fuzzMilliseconds,
  hangMilliseconds,
} from '../support/fuzzed-requests.ts';
import { call } from '../support/http-client.ts';
import { apiToken } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Null for a stream, which has no end. */
  body: string | null;
}

let running: RunningPetLog;
let paths: DocumentedPaths;
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
    paths = (await call(`${running.url}/openapi.json`)).body.paths as DocumentedPaths;
  });

  afterAll(async () => {
    agent.destroy();
    await running.stop();
  });

  it(
    'answers whatever it is asked as its document says, and never with a failure of its own',
    async () => {
      await fc.assert(
        fc.asyncProperty(fuzzedRequests(paths), async (fuzzed) => check(fuzzed, await ask(fuzzed))),
        { numRuns: 1_000_000, interruptAfterTimeLimit: fuzzMilliseconds },
      );
    },
    fuzzMilliseconds + 30_000,
  );
});
