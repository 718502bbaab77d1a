import { expect, test } from 'vitest';
import { routes } from '../../../shared/routes.ts';

const isParameter = (part: string): boolean => part.startsWith(':');

/** Whether a request for `later` is already answered by `earlier`. */
function shadows(earlier: string, later: string): boolean {
  const [a, b] = [earlier.split('/'), later.split('/')];
  return a.length === b.length && a.every((part, index) => isParameter(part) || part === b[index]);
}

test('no route stands behind one that answers in its place', () => {
  // In the order in which Express gets them.
  const table = Object.entries(routes);
  const shadowed = table.flatMap(([name, { method, path }], index) =>
    table
      .slice(0, index)
      .filter(([, earlier]) => earlier.method === method && earlier.path !== path && shadows(earlier.path, path))
      .map(([earlier]) => `${name} behind ${earlier}`),
  );
  expect(shadowed).toEqual([]);
});

test('no two routes have the same method and path', () => {
  const calls = Object.values(routes).map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
  expect(calls.filter((call, index) => calls.indexOf(call) !== index)).toEqual([]);
});
