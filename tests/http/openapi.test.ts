/** What the OpenAPI document says of parameters and bodies, against what the server takes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../main/system/logger.ts';
import { routes } from '../../shared/routes.ts';
import { ask } from '../support/ask.ts';
import { RawConnection } from '../support/raw-connection.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: { type?: string; minimum?: number; maximum?: number; enum?: string[] };
}

interface Operation {
  readonly operationId: string;
  readonly parameters: Parameter[];
  readonly requestBody?: { content: { 'application/json'?: { schema: { required: string[] } } } };
  readonly responses: Readonly<Record<string, object>>;
}

/** A value for each parameter that a call cannot do without. */
const values: Readonly<Record<string, string>> = {
  start: '2026-01-01T00:00:00Z',
  at: '2026-01-01T00:00:00Z',
  start_date: '2026-01-01T00:00:00Z',
  end_date: '2026-01-02T00:00:00Z',
  date: '2026-01-01',
};

let running: RunningPetLog;
let operations: { path: string; method: string; operation: Operation }[];
const logged: object[] = [];

beforeAll(async () => {
  running = await runPetLog(
    { PETLOG_CAMERA_FRAME_RATE: '60', PETLOG_CAMERA_RESOLUTION: '128x96', PETLOG_LIMITS_CHANGES_PER_MINUTE: '100000' },
    { logger: { ...silentLogger, error: (fields) => logged.push(fields) } },
  );
  const { paths } = (await ask(`${running.url}/openapi.json`)).json as { paths: Record<string, Record<string, Operation>> };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path: path.replace(/\{\w+\}/g, 'none'),
      method: method.toUpperCase(),
      operation,
    })),
  );
});

afterAll(() => running.stop());

const isQuery = (parameter: Parameter): boolean => parameter.in === 'query';

/** What is read is asked for by its head: it is checked alike, and streams end. 422 or anything else. */
async function isTaken(path: string, query: Record<string, string>): Promise<boolean> {
  return (await ask(`${running.url}${path}?${new URLSearchParams(query).toString()}`, { method: 'HEAD' })).status !== 422;
}

it('says with which status each route succeeds, as a pet that is added', async () => {
  const successes = Object.fromEntries(
    operations.map(({ operation }) => [operation.operationId, Object.keys(operation.responses).filter((status) => status.startsWith('2'))]),
  );
  for (const [name, route] of Object.entries(routes)) {
    expect([name, successes[name]]).toEqual([name, expect.arrayContaining([String('successStatus' in route ? route.successStatus : 200)])]);
  }
  const { status } = await ask(`${running.url}/pets`, { method: 'POST', body: { name: 'Luna' } });
  expect([String(status)]).toEqual(successes['pets.create']);
});

it('lists every route', () => {
  expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(Object.keys(routes).sort());
});

describe('parameters of what is read', () => {
  const reading = () => operations.filter(({ method, operation }) => method === 'GET' && operation.parameters.some(isQuery));

  it('are required where the server says so, and nowhere else', async () => {
    const required: string[] = [];
    for (const { path, operation } of reading()) {
      const needed = operation.parameters.filter((parameter) => isQuery(parameter) && parameter.required).map(({ name }) => name);
      const query = Object.fromEntries(needed.map((name) => [name, values[name] ?? `no value for ${name}`]));
      expect([operation.operationId, await isTaken(path, query)]).toEqual([operation.operationId, true]);
      for (const name of needed) {
        const { [name]: _left, ...others } = query;
        expect([operation.operationId, name, await isTaken(path, others)]).toEqual([operation.operationId, name, false]);
        required.push(`${operation.operationId} ${name}`);
      }
    }
    expect(required).toEqual(expect.arrayContaining(['rewind.picture at', 'rewind.clip start']));
  });

  it('have the limits that the server has', async () => {
    const limited: string[] = [];
    for (const { path, operation } of reading()) {
      const needed = operation.parameters
        .filter((parameter) => isQuery(parameter) && parameter.required)
        .map(({ name }) => [name, values[name] ?? '']);
      for (const { name, schema } of operation.parameters.filter(isQuery)) {
        const taken = (value: number | string) =>
          isTaken(path, { ...(Object.fromEntries(needed) as Record<string, string>), [name]: String(value) });
        const { type, minimum, maximum } = schema;
        if (type !== 'integer' && type !== 'number') {
          continue;
        }
        expect([operation.operationId, name, minimum, maximum]).toEqual([
          operation.operationId,
          name,
          expect.any(Number),
          expect.any(Number),
        ]);
        expect([
          operation.operationId,
          name,
          await taken(minimum!),
          await taken(maximum!),
          await taken(minimum! - 1),
          await taken(maximum! + 1),
        ]).toEqual([operation.operationId, name, true, true, false, false]);
        limited.push(`${operation.operationId} ${name} ${maximum}`);
      }
    }
    expect(limited).toContain('audit.list page 1000000');
  });

  it('are one of those that are listed', async () => {
    for (const { path, operation } of reading()) {
      for (const { name, schema } of operation.parameters.filter(
        (parameter) => isQuery(parameter) && parameter.schema.enum !== undefined,
      )) {
        expect([
          operation.operationId,
          name,
          await isTaken(path, { [name]: schema.enum![0]! }),
          await isTaken(path, { [name]: 'another' }),
        ]).toEqual([operation.operationId, name, true, false]);
      }
    }
  });
});

it('bodies need what the document says they need', async () => {
  const needing: string[] = [];
  for (const { path, method, operation } of operations) {
    const required = operation.requestBody?.content['application/json']?.schema.required ?? [];
    if (required.length > 0) {
      const { status, json } = await ask(running.url + path, { method, body: {} });
      expect([operation.operationId, status, (json['errors'] as { path: string }[]).map((error) => error.path).sort()]).toEqual([
        operation.operationId,
        422,
        [...required].sort(),
      ]);
      needing.push(operation.operationId);
    }
  }
  expect(needing).toEqual(expect.arrayContaining(['rewind.save']));
});

describe('an encoding that is none', () => {
  it.each(['xchunked', 'chunked, identity', 'gzip', 'identity', 'xchunked\r\nContent-Length: 2'])(
    'is a bad request, and no fault of PetLog: Transfer-Encoding: %s',
    async (encoding) => {
      for (const [method, path] of [
        ['POST', '/live/stop'],
        ['PATCH', '/settings'],
        ['GET', '/live/status'],
        ['GET', '/live/snapshot'],
        ['POST', '/nothing'],
      ]) {
        const connection = new RawConnection(running.port);
        const { status, body } = await connection.ask(
          `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: ${encoding}\r\n\r\n{}`,
        );
        expect([method, path, status, JSON.parse(body.toString())]).toEqual([
          method,
          path,
          400,
          expect.objectContaining({ code: 'malformed_request' }),
        ]);
        await connection.ended();
      }
      expect(logged).toEqual([]);
    },
  );
});
