/**
 * Method and path of each route, for pages. Their bundle gets the values alone
 * (`build/evaluated-module.ts`): the schemas of the table would triple it.
 */
import { type RouteName, routes } from './routes.ts';

export interface RouteAddress {
  readonly method: (typeof routes)[RouteName]['method'];
  /** Parameters as `:name`. */
  readonly path: string;
}

export const routeAddresses = Object.fromEntries(
  Object.entries(routes).map(([name, { method, path }]) => [name, { method, path }]),
) as Readonly<Record<RouteName, RouteAddress>>;
