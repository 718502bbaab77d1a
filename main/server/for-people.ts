import type { Request, RequestHandler } from 'express';
import { routes } from '../../shared/routes.ts';
import { reservedPaths } from '../network/reserved-paths.ts';

/** What the paths of calls begin with, today and later. */
const apiPaths: ReadonlySet<string> = new Set(
  [...Object.values(routes).map(({ path }) => path), ...reservedPaths, '/docs'].map((path) => path.split('/')[1] ?? '').filter(Boolean),
);

/** Whether a person has come to an address that is none of the API's. Programs, which take anything, are told as programs are. */
function isPerson(request: Request): boolean {
  const [, first = ''] = request.path.split('/');
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    !apiPaths.has(first) &&
    request.accepts(['application/problem+json', 'application/json', 'text/html']) === 'text/html'
  );
}

/** Only for people who have come to an unknown address. */
export function forPeople(page: RequestHandler): RequestHandler {
  return (request, response, next) => {
    response.vary('Accept');
    if (isPerson(request)) {
      void page(request, response, next);
    } else {
      next();
    }
  };
}
