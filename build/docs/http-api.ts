import { routes } from '../../shared/routes.ts';
import type { JsonRoute, RawRoute } from '../../shared/routes/route.ts';
import { code, fieldTable, pageHead, table } from './markdown.ts';

const introduction = `The same document, to try out and for programs, is at \`/docs\` and \`/openapi.json\` of a running PetLog.

- \`POST\` takes its parameters from the query string or a JSON body. Unknown parameters are refused; calls that answer pictures or video ignore them.
- Times are ISO 8601 with offset; durations and sizes have their unit in the name, older names (\`duration\`, \`file_size\`) mean seconds and bytes.
- Errors are \`application/problem+json\` (RFC 9457) with \`type\`, \`title\`, \`status\`, \`detail\` (one sentence), \`code\` and, for a 422, \`errors: [{path, message}]\`. [errors.md](errors.md) lists the codes; beside those named here, every call can be answered with those about the request itself (400, 405, 408, 413, 415, 422, 431) and with \`internal\`.
- \`HEAD\` works wherever \`GET\` does. No other site may call this unless \`security.allowed_origins\` lists it.
- Access: \`none\` is for anyone, \`viewer\` for who may watch, \`admin\` for who may change things. Whom PetLog takes for which is decided by \`security.access\`: \`open\` makes everyone on the local network an admin, \`accounts\` only those who were let in ([access.md](access.md)).`;

/** docs/http-api.md: every route with what goes in and out. */
export function httpApiPage(): string {
  const all: [string, JsonRoute | RawRoute][] = Object.entries(routes);
  const overview = table(
    ['Call', 'Access', 'Does', 'Answers with', 'Errors'],
    all.map(([, route]) => [
      code(`${route.method} ${route.path}`),
      route.access,
      route.summary,
      'contentType' in route ? route.contentType : 'JSON',
      route.errors.map((error) => `[${error}](errors.md#${error})`).join(', '),
    ]),
  );
  const details = all.map(([, route]) => {
    const input = fieldTable(route.input);
    const output = 'output' in route ? fieldTable(route.output) : '';
    return [
      `## ${route.method} ${route.path}`,
      route.summary,
      ...(input === '' ? [] : ['Takes:', input]),
      ...(output === '' ? [] : ['Answers:', output]),
    ].join('\n\n');
  });
  return `${[pageHead('HTTP API', introduction).trimEnd(), overview, ...details].join('\n\n')}\n`;
}
