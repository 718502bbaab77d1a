import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { renewAheadMilliseconds, SessionKeeper } from '../../../renderer/transport/session-keeper.ts';
import type { TabLock } from '../../../renderer/transport/tab-lock.ts';
import type { Session } from '../../../shared/access.ts';

const nobody: Session = {
  access: 'accounts',
  state: 'signed_out',
  kind: null,
  role: null,
  device_id: null,
  name: null,
  account_name: null,
  camera_ids: null,
  can_talk: false,
  expires_at: null,
};
const epoch = Date.parse('2026-05-01T12:00:00Z');
const accessMilliseconds = 15 * 60_000;

/** What a PetLog with one device does, with its own clock. */
class Server {
  /** Of the access cookie, by the server's clock; null without one. */
  accessEndsAt: number | null = null;
  refreshTokens = 0;
  clockAhead = 0;
  isDown = false;
  readonly requests: string[] = [];

  get now(): number {
    return Date.now() + this.clockAhead;
  }

  get session(): Session {
    if (this.accessEndsAt === null || this.accessEndsAt <= this.now) {
      return nobody;
    }
    return {
      ...nobody,
      state: 'signed_in',
      kind: 'device',
      role: 'viewer',
      device_id: 'd',
      name: 'Phone',
      expires_at: new Date(this.accessEndsAt).toISOString(),
    };
  }

  signIn(): void {
    this.accessEndsAt = this.now + accessMilliseconds;
    this.refreshTokens = 1;
  }

  readonly fetch = async (address: unknown, request?: RequestInit): Promise<Response> => {
    const path = new URL(address as URL).pathname;
    this.requests.push(`${request?.method} ${path}`);
    if (this.isDown) {
      throw new TypeError('fetch failed');
    }
    if (path === '/under/auth/session') {
      return this.#answer(200, this.session);
    }
    if (path === '/under/auth/pair') {
      this.signIn();
      return this.#answer(200, this.session);
    }
    if (path === '/under/auth/sign-out') {
      this.accessEndsAt = null;
      this.refreshTokens = 0;
      return this.#answer(200, { message: 'out' });
    }
    if (path === '/under/auth/refresh' && this.refreshTokens > 0) {
      this.accessEndsAt = this.now + accessMilliseconds;
      return this.#answer(200, this.session);
    }
    return this.#answer(401, { code: 'unauthorized', detail: 'Sign in first.' });
  };

  #answer(status: number, body: unknown): Response {
    return new Response(JSON.stringify(body), { status, headers: { date: new Date(this.now).toUTCString() } });
  }

  count(request: string): number {
    return this.requests.filter((other) => other === request).length;
  }
}

/** One after the other, as tabs are. */
class Turns implements TabLock {
  #last: Promise<unknown> = Promise.resolve();

  hold<T>(work: (isHeld: () => boolean) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => work(() => true));
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

let server: Server;
let lock: TabLock;
const keepers: SessionKeeper[] = [];

function keeper(): SessionKeeper {
  const made = new SessionKeeper({ base: new URL('http://camera.test/under/'), fetch: server.fetch, lock });
  keepers.push(made);
  return made;
}

beforeEach(() => {
  vi.useFakeTimers({ now: epoch });
  server = new Server();
  lock = new Turns();
});

afterEach(() => {
  for (const one of keepers.splice(0)) {
    one.close();
  }
  vi.useRealTimers();
});

describe('at the start', () => {
  test('a session that lasts is taken as it is', async () => {
    server.signIn();
    const one = keeper();
    await one.verify();
    expect(one.session).toMatchObject({ state: 'signed_in', role: 'viewer' });
    expect(server.requests).toEqual(['GET /under/auth/session']);
  });

  test('an access token that has ended is renewed, for the refresh token may still be good', async () => {
    server.signIn();
    await vi.advanceTimersByTimeAsync(accessMilliseconds + 1);
    const one = keeper();
    await one.verify();
    expect(one.session?.state).toBe('signed_in');
    expect(server.count('POST /under/auth/refresh')).toBe(1);
  });

  test('who has nothing is out, and was not put out', async () => {
    const one = keeper();
    await one.verify();
    expect(one.session?.state).toBe('signed_out');
    expect(one.isEnded).toBe(false);
  });

  test('a PetLog that cannot be asked says nothing about anybody', async () => {
    server.isDown = true;
    const one = keeper();
    await expect(one.verify()).rejects.toMatchObject({ code: 'unreachable' });
    expect(one.session).toBeNull();
  });
});

describe('while it lasts', () => {
  test('the access token is renewed before it ends, again and again', async () => {
    server.signIn();
    const one = keeper();
    await one.verify();
    await vi.advanceTimersByTimeAsync(3 * accessMilliseconds);
    expect(server.count('POST /under/auth/refresh')).toBe(3);
    expect(server.session.state).toBe('signed_in');
  });

  test("the server's clock counts, whatever this one says", async () => {
    server.clockAhead = 3 * 3600_000;
    server.signIn();
    const one = keeper();
    await one.verify();
    await vi.advanceTimersByTimeAsync(accessMilliseconds - renewAheadMilliseconds - 1_000);
    expect(server.count('POST /under/auth/refresh')).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.count('POST /under/auth/refresh')).toBe(1);
  });

  test('what was slept through is made up for before the next request', async () => {
    server.signIn();
    const one = keeper();
    await one.verify();
    vi.setSystemTime(Date.now() + 8 * 3600_000);
    await one.ready();
    expect(server.count('POST /under/auth/refresh')).toBe(1);
    expect(one.session?.state).toBe('signed_in');
  });

  test('PetLog being away puts nobody out, and is tried again', async () => {
    server.signIn();
    const one = keeper();
    await one.verify();
    server.isDown = true;
    await vi.advanceTimersByTimeAsync(accessMilliseconds);
    expect(one.session?.state).toBe('signed_in');
    expect(await one.recover()).toBe(false);
    server.isDown = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.count('POST /under/auth/refresh')).toBe(1);
    expect(await one.recover()).toBe(true);
  });

  test('of tabs that renew at the same time, one does it for all', async () => {
    server.signIn();
    const tabs = [keeper(), keeper(), keeper()];
    for (const tab of tabs) {
      await tab.verify();
    }
    await vi.advanceTimersByTimeAsync(accessMilliseconds - renewAheadMilliseconds + 5_000);
    expect(server.count('POST /under/auth/refresh')).toBe(1);
    expect(tabs.map(({ session }) => session?.state)).toEqual(['signed_in', 'signed_in', 'signed_in']);
  });

  test('a tab whose turn is over uses no refresh token', async () => {
    server.signIn();
    lock = { hold: (work) => work(() => false) };
    const one = keeper();
    await one.verify();
    await vi.advanceTimersByTimeAsync(accessMilliseconds - renewAheadMilliseconds + 1_000);
    expect(server.count('POST /under/auth/refresh')).toBe(0);
    expect(one.session?.state).toBe('signed_in');
  });
});

describe('at the end', () => {
  test('who is shut out is told so', async () => {
    server.signIn();
    const one = keeper();
    await one.verify();
    const states: unknown[] = [];
    one.onSession(({ state }) => states.push(state));
    server.accessEndsAt = null;
    server.refreshTokens = 0;
    expect(await one.recover()).toBe(false);
    expect(states).toEqual(['signed_out']);
    expect(one.isEnded).toBe(true);
    await vi.advanceTimersByTimeAsync(3600_000);
    expect(server.count('POST /under/auth/refresh')).toBe(1);
  });

  test('who signs out was not shut out, and comes in again with a code', async () => {
    server.signIn();
    const one = keeper();
    await one.verify();
    await one.signOut();
    expect(one.session?.state).toBe('signed_out');
    expect(one.isEnded).toBe(false);
    await one.pair({ code: '123456', device_name: 'Phone' });
    expect(one.session?.state).toBe('signed_in');
  });
});
