import { routeAddresses } from '../../../shared/route-addresses.ts';
import type { RouteName } from '../../../shared/routes.ts';

const routes = Object.entries(routeAddresses).map(([name, { method, path }]) => ({
  name: name as RouteName,
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
}));

/** The route of a request such as `DELETE /recordings/a1`; undefined for none. */
export function routeOf(request: string): RouteName | undefined {
  const [method = '', path = ''] = request.split(' ', 2);
  return routes.find((route) => route.method === (method === 'HEAD' ? 'GET' : method) && route.pattern.test(path))?.name;
}
