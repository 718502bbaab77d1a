import { z } from 'zod';
import type { Access } from '../../shared/access.ts';
import { ProblemDetails } from '../../shared/api.ts';
import { type ErrorCode, statusOf } from '../../shared/errors.ts';
import { schemaAt } from '../../shared/schema-words.ts';
import { isSecret } from '../../shared/secret.ts';
import { routes } from '../../shared/routes.ts';
import type { JsonRoute, RawRoute } from '../../shared/routes/route.ts';
import { accessCookieName } from './access/cookies.ts';

type JsonObject = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject;
  return rest;
}

const pathParameters = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] as string);

function parametersOf(route: JsonRoute | RawRoute): JsonObject[] {
  const { properties = {}, required = [] } = schemaOf(route.input, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  const inPath = new Set(pathParameters(route.path));
  return Object.entries(properties)
    .filter(
      ([name]) => inPath.has(name) || ((route.method === 'GET' || route.method === 'POST') && !isSecret(schemaAt(route.input, [name]))),
    )
    .map(([name, { description, ...property }]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || (route.method === 'GET' && required.includes(name)), // a POST may have it in its body instead
      ...(description === undefined ? {} : { description }),
      schema: property,
    }));
}

function bodyOf(route: JsonRoute | RawRoute): JsonObject {
  if ('binaryBodyTypes' in route && route.binaryBodyTypes !== undefined) {
    return { requestBody: { required: true, content: Object.fromEntries(route.binaryBodyTypes.map((type) => [type, {}])) } };
  }
  if ('textBodyType' in route && route.textBodyType !== undefined) {
    return { requestBody: { required: true, content: { [route.textBodyType]: { schema: { type: 'string' } } } } };
  }
  if (route.method !== 'POST' && route.method !== 'PATCH') {
    return {};
  }
  const { properties = {}, required = [], ...rest } = schemaOf(route.input, 'input') as { properties?: JsonObject; required?: string[] };
  const inPath = new Set(pathParameters(route.path));
  const inBody = Object.entries(properties).filter(([name]) => !inPath.has(name));
  const schema = { ...rest, properties: Object.fromEntries(inBody), required: required.filter((name) => !inPath.has(name)) };
  return inBody.length > 0 ? { requestBody: { required: false, content: { 'application/json': { schema } } } } : {};
}

/** Errors that any route can answer with. */
const commonErrors: readonly ErrorCode[] = [
  'malformed_request',
  'not_local',
  'origin_not_allowed',
  'method_not_allowed',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
  'invalid_input',
  'host_not_allowed',
  'too_many_requests',
  'headers_too_large',
  'internal',
];

const accessErrors: Readonly<Record<Access, readonly ErrorCode[]>> = {
  none: [],
  viewer: ['unauthorized'],
  admin: ['unauthorized', 'forbidden'],
};

const takesBasic = ({ method, access }: JsonRoute | RawRoute): boolean => method === 'GET' && access !== 'none';

function errorAnswers(route: JsonRoute | RawRoute): JsonObject {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set([
    ...route.errors,
    ...accessErrors[route.access],
    ...(takesBasic(route) ? (['too_many_attempts'] as const) : []),
    ...commonErrors,
  ])) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
      },
    ]),
  );
}

function successAnswer(name: string, route: JsonRoute | RawRoute): JsonObject {
  if ('output' in route) {
    const answer = { description: 'Success', content: { 'application/json': { schema: schemaOf(route.output, 'output') } } };
    return name === 'health.get' ? { 200: answer, 503: { ...answer, description: 'Unhealthy' } } : { [route.successStatus ?? 200]: answer };
  }
  const answer = { description: 'Success', content: { [route.contentType]: {} } };
  if (route.successStatus !== undefined) {
    return { [route.successStatus]: route.successStatus === 204 ? { description: 'Success' } : answer };
  }
  return name === 'recordings.file' ? { 200: answer, 206: { ...answer, description: 'The bytes asked for' } } : { 200: answer };
}

function operationOf(name: string, route: JsonRoute | RawRoute): JsonObject {
  return {
    operationId: name,
    summary: route.summary,
    tags: [name.split('.')[0]],
    'x-petlog-access': route.access,
    security:
      route.access === 'none'
        ? []
        : [{ cookie: [route.access] }, { bearer: [route.access] }, ...(takesBasic(route) ? [{ basic: [route.access] }] : [])],
    parameters: parametersOf(route),
    ...bodyOf(route),
    responses: { ...errorAnswers(route), ...successAnswer(name, route) },
  };
}

/** The OpenAPI 3.1 document of every route, from the schemas that validate requests. */
export function openApiDocument(version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [name, route] of Object.entries(routes) as [string, JsonRoute | RawRoute][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'PetLog API',
      version,
      description: 'The camera of this PetLog: live picture, recordings, settings.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '.' }],
    paths,
    components: {
      securitySchemes: {
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: accessCookieName,
          description: 'Of browsers that were paired or signed in. Needed where security.access is accounts.',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'For programs: a token from POST /auth/tokens, or the access token of POST /auth/pair, /auth/sign-in and /auth/refresh with token_delivery: body.',
        },
        basic: {
          type: 'http',
          scheme: 'basic',
          description: 'For players, recorders and home automation: any user name, and a token from POST /auth/tokens as the password.',
        },
      },
      schemas: { ProblemDetails: schemaOf(ProblemDetails, 'output') },
    },
  };
}
