/** Every route of the table, tried by everyone who might. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JsonRouteName, type RawRouteName, type RouteName, routes } from '../../shared/routes.ts';
import { apiToken, pairDevice } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;

beforeAll(async () => {
  running = await runPetLog({
    PETLOG_SECURITY_ACCESS: 'accounts',
    PETLOG_CAMERA_RESOLUTION: '128x96',
    // All of them come from one address, and within a minute.
    PETLOG_LIMITS_CHANGES_PER_MINUTE: '100000',
    PETLOG_LIMITS_REQUESTS_PER_MINUTE: '100000',
  });
});

afterAll(() => running.stop());

interface Refusal {
  status: number;
  code: string | null;
  authenticate: string | null;
}

/** Asks as if to use it, and does not wait for the end of what has none. */
async function attempt(name: RouteName, headers: Record<string, string>, method: string = routes[name].method): Promise<Refusal> {
  const path = routes[name].path.replace(/:\w+/g, 'none');
  const response = await fetch(running.url + path, { method, headers, redirect: 'manual' });
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true && method !== 'HEAD';
  const code = isProblem ? ((await response.json()) as { code: string }).code : null;
  if (!response.bodyUsed) {
    await response.body?.cancel();
  }
  return { status: response.status, code, authenticate: response.headers.get('www-authenticate') };
}

const allRoutes = Object.entries(routes) as [RouteName, (typeof routes)[JsonRouteName | RawRouteName]][];
/** They ask for credentials of their own. */
const asksForSecret: readonly RouteName[] = ['session.refresh'];

describe.each(allRoutes)('%s', (name, { access, method }) => {
  it(`lets ${access === 'none' ? 'anybody' : 'nobody who is not known'} in`, async () => {
    const answer = await attempt(name, {});
    if (access === 'none' && !asksForSecret.includes(name)) {
      expect([401, 403, 500]).not.toContain(answer.status);
      return;
    }
    expect(answer).toEqual({ status: 401, code: 'unauthorized', authenticate: 'Bearer realm="PetLog"' });
    if (method === 'GET') {
      expect((await attempt(name, {}, 'HEAD')).status).toBe(401);
    }
  });

  it.each(['device', 'cookie', 'token'] as const)('lets a viewer in where that is enough (%s)', async (kind) => {
    const device = kind === 'token' ? null : await pairDevice(running, 'viewer');
    const headers = device === null ? (await apiToken(running, 'viewer')).bearer : kind === 'cookie' ? device.cookie : device.bearer;
    const answer = await attempt(name, headers);
    if (access === 'admin') {
      expect(answer).toEqual({ status: 403, code: 'forbidden', authenticate: null });
    } else if (!asksForSecret.includes(name)) {
      expect([401, 403, 500]).not.toContain(answer.status);
    }
  });

  it('lets an admin in', async () => {
    const { bearer } = await pairDevice(running, 'admin');
    if (!asksForSecret.includes(name)) {
      expect([401, 403, 500]).not.toContain((await attempt(name, bearer)).status);
    }
  });
});

describe('what is no route', () => {
  it.each(['/docs', '/docs/swagger-ui.css', '/openapi.json'])('%s is for everybody', async (path) => {
    expect((await fetch(running.url + path)).status).toBe(200);
  });

  it.each([
    ['GET', '/nothing', 404],
    ['PUT', '/settings', 405],
    ['OPTIONS', '/settings', 204],
    ['GET', '/settings/', 404],
    ['GET', '/SETTINGS', 404],
    ['GET', '//settings', 404],
    ['GET', '/x/../settings%2f', 404],
  ])('%s %s tells nobody anything', async (method, path, status) => {
    const response = await fetch(running.url + path, { method });
    expect([response.status, (await response.text()).includes('camera')]).toEqual([status, false]);
  });
});
