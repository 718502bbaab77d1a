import { isDeepStrictEqual } from 'node:util';
import { expect, type Page } from '@playwright/test';
import type { LiveStatus } from '../../shared/api.ts';
import type { CameraInfo } from '../../shared/cameras.ts';
import type { Config } from '../../shared/config.ts';
import { test } from './dashboard.ts';
import { accounts, AdminProgram } from './front-door.ts';
import { startPetLog, withSmallPicture, type PetLogProcess, type PetLogProcessOptions } from './petlog-process.ts';

type Ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => Promise<Response>;

/** What there are several of: the address of the list, its name in the answer unless that is the list, and what each is told by. */
const lists = [
  ['/recordings', 'recordings', 'recording_id'],
  ['/events', 'events', 'event_id'],
  ['/cameras', 'cameras', 'camera_id'],
  ['/pets', null, 'pet_id'],
  ['/zones', 'zones', 'zone_id'],
  ['/auth/devices', 'devices', 'device_id'],
  ['/auth/accounts', 'accounts', 'account_id'],
  ['/auth/tokens', 'tokens', 'token_id'],
  ['/shares', 'shares', 'share_id'],
  ['/relays', 'relays', 'relay_id'],
  ['/alerts/channels', 'channels', 'channel_id'],
  ['/alerts/rules', 'rules', 'rule_id'],
  ['/alerts/push-subscriptions', 'subscriptions', 'subscription_id'],
  ['/backup/targets', 'targets', 'target_id'],
] as const;

/** What other tests would see of a test that changed it. */
interface SharedState {
  readonly settings: Config;
  /** What people want of each camera, and how many watch it. */
  readonly cameras: readonly object[];
  readonly presence: unknown;
  readonly snooze: unknown;
  /** Ids, by the address of the list. */
  readonly listed: Readonly<Record<string, readonly unknown[]>>;
}

interface Shared {
  readonly petlog: PetLogProcess;
  readonly admin: AdminProgram | null;
  readonly ask: Ask;
  readonly beginning: SharedState;
}

/**
 * One PetLog, whose camera runs, for all tests of a group: starting one takes longer than what many of
 * them look at. Each gets a page of its own. What it changed is put back behind it where that is possible,
 * and it fails where other tests would see that it was there. Called within a `describe`, or once for a file.
 */
export function sharePetLog(options: PetLogProcessOptions = {}, picturesPerSecond?: number): () => Promise<PetLogProcess> {
  const share = shareStarted(async () => ({ petlog: await startPetLog(withSmallPicture(options, picturesPerSecond)), admin: null }));
  return async () => (await share()).petlog;
}

/** The same for paired devices and people alone, with a program that is paired as admin. */
export function shareAccounts(): () => Promise<{ petlog: PetLogProcess; admin: AdminProgram }> {
  const share = shareStarted(async () => {
    const petlog = await startPetLog(withSmallPicture(accounts));
    return { petlog, admin: await AdminProgram.pair(petlog) };
  });
  return async () => {
    const { petlog, admin } = await share();
    if (admin === null) {
      throw new Error('nobody is paired');
    }
    return { petlog, admin };
  };
}

function shareStarted(start: () => Promise<Pick<Shared, 'petlog' | 'admin'>>): () => Promise<Shared> {
  // In one worker, one after the other, and the next also after one has failed.
  test.describe.configure({ mode: 'default' });
  let shared: Shared | undefined;
  let isUsed = false;

  test.afterEach(async ({ page }, { status, expectedStatus }) => {
    // After a failure there is another worker, with another PetLog.
    if (shared !== undefined && isUsed && status === expectedStatus) {
      await leave(page);
      await expectBeginning(shared);
    }
    isUsed = false;
  });
  test.afterAll(async () => {
    await shared?.petlog[Symbol.asyncDispose]();
    shared = undefined;
  });

  return async () => {
    shared ??= await begin(await start());
    isUsed = true;
    return shared;
  };
}

async function begin({ petlog, admin }: Pick<Shared, 'petlog' | 'admin'>): Promise<Shared> {
  const ask: Ask = (method, path, body) =>
    fetch(petlog.url + path, {
      method,
      headers: { ...admin?.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  await ask('POST', '/live/start');
  return { petlog, admin, ask, beginning: await stateOf(ask) };
}

/** What a page does as it goes, as deleting what could be undone until then, it does before anything is put back. */
async function leave(page: Page): Promise<void> {
  for (const one of page.context().pages()) {
    await one.close();
  }
}

async function stateOf(ask: Ask): Promise<SharedState> {
  const get = async (path: string): Promise<unknown> => {
    const response = await ask('GET', path);
    // Each `expect` is a step that Playwright reports, and there would be hundreds.
    if (!response.ok) {
      throw new Error(`GET ${path}: ${response.status}`);
    }
    return response.json();
  };
  const idsOf = async ([path, name, id]: (typeof lists)[number]): Promise<[path: string, ids: unknown[]]> => {
    const answer = await get(path);
    const found = (name === null ? answer : (answer as Record<string, unknown>)[name]) as Record<string, unknown>[];
    return [path, found.map((one) => one[id])];
  };
  const statusesOf = async (): Promise<LiveStatus[]> => {
    const { cameras } = (await get('/cameras')) as { cameras: CameraInfo[] };
    return Promise.all(cameras.map(async ({ camera_id: id }) => (await get(`/live/status?camera=${id}`)) as LiveStatus));
  };
  const [settings, statuses, presence, snooze, listed] = await Promise.all([
    get('/settings') as Promise<Config>,
    statusesOf(),
    get('/presence'),
    get('/alerts/snooze'),
    Promise.all(lists.map(idsOf)),
  ]);
  const cameras = statuses.map(
    ({ camera_id, explicitly_started, explicitly_stopped, pause, privacy, recording, active_streams, problems }) => ({
      ...{ camera_id, explicitly_started, explicitly_stopped, pause, privacy, recording, active_streams },
      problems: problems.map(({ code }) => code),
    }),
  );
  return { settings, cameras, presence, snooze, listed: Object.fromEntries(listed) };
}

async function expectBeginning({ ask, beginning }: Shared): Promise<void> {
  await expect
    .poll(
      async () => {
        const state = await stateOf(ask);
        if (!isDeepStrictEqual(state, beginning)) {
          await putBack(ask, beginning, state);
        }
        return state;
      },
      { message: 'other tests see nothing of this one' },
    )
    .toEqual(beginning);
}

/** What can be put back is; refusals show in what is left. */
async function putBack(ask: Ask, beginning: SharedState, { settings, listed }: SharedState): Promise<void> {
  for (const camera of listed['/cameras'] ?? []) {
    await ask('POST', '/live/record/stop', { camera });
    await ask('POST', '/live/privacy', { camera, on: false });
  }
  const patch = changedSettings(beginning.settings, settings);
  if (Object.keys(patch).length > 0) {
    await ask('PATCH', '/settings', patch);
  }
  for (const [path] of lists) {
    for (const id of (listed[path] ?? []).filter((one) => beginning.listed[path]?.includes(one) === false)) {
      await ask('DELETE', `${path}/${String(id)}`);
    }
  }
  await ask('POST', '/live/start');
}

/** The values that settings had at first, of those that have another one now. */
function changedSettings(before: Config, now: Config): object {
  const sections = Object.entries(before) as [keyof Config, object][];
  return Object.fromEntries(
    sections.flatMap(([section, values]) => {
      const current = now[section] as Record<string, unknown>;
      const changed = Object.entries(values).filter(([key, value]) => !isDeepStrictEqual(value, current[key]));
      // Cameras are a list of their own.
      return changed.length === 0 || section === 'cameras' ? [] : [[section, Object.fromEntries(changed)]];
    }),
  );
}
