/** Requests that are those of the document of the API, or close to them. */
import fc from 'fast-check';
import { z } from 'zod';
import { Config } from '../../shared/config.ts';

/** A snapshot waits up to ten seconds for its camera; nothing waits longer. */
export const hangMilliseconds = 15_000;

/** For how long each property looks; FUZZ_SECONDS=600 looks harder. */
export const fuzzMilliseconds = Number(process.env['FUZZ_SECONDS'] ?? 4) * 1000;

interface DocumentedOperation {
  operationId: string;
  parameters: { name: string; in: string }[];
  responses: Record<string, { description: string; content: Record<string, unknown> }>;
}
/** `paths` of the document, by path and method. */
export type DocumentedPaths = Record<string, Record<string, DocumentedOperation>>;

export interface FuzzedRequest {
  method: string;
  /** As in the document; null for a path that it may not have. */
  template: string | null;
  path: string;
  headers: Record<string, string>;
  body: string | null;
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
export function fuzzedRequests(paths: DocumentedPaths): fc.Arbitrary<FuzzedRequest> {
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
