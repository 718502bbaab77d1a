import type { RouteName } from '../../../shared/routes.ts';
import { httpCalls } from '../../transport/http-calls.ts';

/** Routes that no screen calls as such. With `httpCalls` a copy of `shared/routes.ts` without schemas; a test holds them together. */
const otherRoutes: Readonly<Record<string, readonly [method: string, path: string]>> = {
  'api.welcome': ['GET', '/api'],
  'health.get': ['GET', '/health'],
  'camera.status': ['GET', '/camera/status'],
  'kiosk_pin.remove': ['DELETE', '/kiosk/pin'],
  'session.get': ['GET', '/auth/session'],
  'session.pair': ['POST', '/auth/pair'],
  'session.sign_in': ['POST', '/auth/sign-in'],
  'session.refresh': ['POST', '/auth/refresh'],
  'session.sign_out': ['POST', '/auth/sign-out'],
  'live.stream': ['GET', '/live/stream'],
  'live.snapshot': ['GET', '/live/snapshot'],
  'live.events': ['GET', '/live/events'],
  'recordings.file': ['GET', '/recordings/:id'],
  'recordings.thumbnail': ['GET', '/recordings/:id/thumbnail'],
  'recordings.preview': ['GET', '/recordings/:id/preview'],
  'rewind.clip': ['GET', '/live/rewind/clip'],
  'rewind.picture': ['GET', '/live/rewind/picture'],
  'metrics.get': ['GET', '/metrics'],
  'openapi.get': ['GET', '/openapi.json'],
};

const routes = Object.entries<readonly [method: string, path: string]>({ ...otherRoutes, ...httpCalls }).map(([name, [method, path]]) => ({
  name: name as RouteName,
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
}));

/** The route of a request such as `DELETE /recordings/a1`; undefined for none. */
export function routeOf(request: string): RouteName | undefined {
  const [method = '', path = ''] = request.split(' ', 2);
  return routes.find((route) => route.method === (method === 'HEAD' ? 'GET' : method) && route.pattern.test(path))?.name;
}
