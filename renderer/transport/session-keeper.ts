import type { PairInput, Session, SignInInput } from '../../shared/access.ts';
import type { z } from 'zod';
import { answerError } from './answer-error.ts';
import { Listeners } from './listeners.ts';
import { CallError, callTimeoutSeconds } from './petlog-client.ts';
import type { SessionGuard, SessionSource } from './session-guard.ts';
import type { TabLock } from './tab-lock.ts';

export interface SessionKeeperOptions {
  /** Where PetLog is; ends with a slash. */
  readonly base: URL;
  readonly fetch: typeof fetch;
  /** Shared by all tabs: a refresh token that is used twice ends the session. */
  readonly lock: TabLock;
}

/** An access token is renewed this long before it ends. */
export const renewAheadMilliseconds = 120_000;
/** After a renewal that could not be had for now. */
const retryMilliseconds = 5_000;
const longestTimerMilliseconds = 2 ** 31 - 1;

interface Answer {
  readonly session: Session;
  /** Of the access token, by the server's clock; null without one. */
  readonly leftMilliseconds: number | null;
}

/** Who this browser is to PetLog: finds out, stays it, becomes it, and stops being it. */
export class SessionKeeper implements SessionGuard, SessionSource {
  readonly #options: SessionKeeperOptions;
  readonly #listeners = new Listeners<Session>();
  #session: Session | null = null;
  #renewAt = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #verifying: Promise<void> | undefined;
  #isEnded = false;
  #renewedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
  }

  get session(): Session | null {
    return this.#session;
  }

  /** Whether this device was in, and was put out by somebody or something else. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** When the access token was renewed, here or by another tab, as `performance.now()`. */
  get renewedAt(): number {
    return this.#renewedAt;
  }

  onSession(listener: (session: Session) => void): () => void {
    return this.#listeners.add(listener);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /**
   * Finds out who this browser is, and renews what has ended or is about to.
   *
   * @throws CallError when PetLog could not be asked
   */
  verify(): Promise<void> {
    this.#verifying ??= this.#verify().finally(() => (this.#verifying = undefined));
    return this.#verifying;
  }

  async ready(): Promise<void> {
    if (Date.now() >= this.#renewAt) {
      await this.verify().catch(() => undefined);
    }
  }

  async recover(): Promise<boolean> {
    try {
      await this.verify();
    } catch {
      return false;
    }
    return this.#session?.state === 'signed_in' || this.#session?.state === 'open';
  }

  /** The page was hidden, or the machine slept, or the network is back. */
  async wake(): Promise<void> {
    if (this.#session === null || this.#session.state === 'open') {
      return;
    }
    // What it may do may have changed meanwhile.
    if (this.#session.state === 'signed_in') {
      return this.verify().catch(() => undefined);
    }
    const answer = await this.#ask().catch(() => undefined);
    if (answer?.session.state === 'signed_in') {
      this.#accept(answer);
    }
  }

  /** @throws CallError `wrong_code`, `too_many_attempts` */
  async pair(input: Pick<z.input<typeof PairInput>, 'code' | 'device_name'>): Promise<void> {
    this.#accept(await this.#request('POST', 'auth/pair', input));
  }

  /** @throws CallError `wrong_password`, `too_many_attempts` */
  async signIn(input: Pick<z.input<typeof SignInInput>, 'name' | 'password' | 'device_name'>): Promise<void> {
    this.#accept(await this.#request('POST', 'auth/sign-in', input));
  }

  /**
   * Only people who were invited come in from now on, this device as an admin. It is let in first, and the
   * switch is asked for with what it was given: whatever answer is lost, it is not shut out.
   *
   * @throws CallError `would_lock_out` in a browser that keeps no cookies
   */
  async restrictAccess(deviceName: string): Promise<void> {
    await this.#options.lock.hold(async () => {
      const letIn = await this.#request('POST', 'auth/restrict', { device_name: deviceName });
      const answer = letIn.session.access === 'open' ? await this.#request('POST', 'auth/restrict', { device_name: deviceName }) : letIn;
      if (answer.session.access === 'open') {
        throw new CallError('would_lock_out', 'this browser keeps no cookies');
      }
      this.#accept(answer);
    });
  }

  /** @throws CallError */
  async signOut(): Promise<void> {
    await this.#options.lock.hold(async () => {
      await this.#request('POST', 'auth/sign-out', {});
      this.#accept(await this.#ask(), 'asked');
    });
  }

  async #verify(): Promise<void> {
    const answer = await this.#ask();
    if (isLasting(answer)) {
      this.#accept(answer);
    } else {
      await this.#renew();
    }
  }

  async #renew(): Promise<void> {
    await this.#options.lock.hold(async (isHeld) => {
      const answer = await this.#ask();
      // Another tab was faster, or this one slept and its turn is over.
      if (isLasting(answer) || !isHeld()) {
        this.#renewedAt = performance.now();
        this.#accept(answer);
        return;
      }
      try {
        this.#accept(await this.#request('POST', 'auth/refresh', {}));
        this.#renewedAt = performance.now();
      } catch (error) {
        if (!isRefusal(error)) {
          return this.#postpone(error);
        }
        this.#accept(answer);
      }
    });
  }

  /** What is known stays so, until PetLog can be asked again. */
  #postpone(error: unknown): never {
    if (this.#session?.state === 'signed_in') {
      this.#renewIn(retryMilliseconds);
    }
    throw error;
  }

  #accept({ session, leftMilliseconds }: Answer, reason?: 'asked'): void {
    const wasIn = this.#session?.state === 'signed_in';
    const isOut = session.state === 'signed_out' || session.state === 'setup';
    this.#isEnded = isOut && reason !== 'asked' && (wasIn || this.#isEnded);
    this.#session = session;
    clearTimeout(this.#timer);
    this.#renewAt = Number.POSITIVE_INFINITY;
    if (leftMilliseconds !== null) {
      this.#renewIn(Math.max(retryMilliseconds, leftMilliseconds - renewAheadMilliseconds));
    }
    this.#listeners.tell(session);
  }

  #renewIn(milliseconds: number): void {
    this.#renewAt = Date.now() + milliseconds;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => void this.ready().then(() => this.#renewAt <= Date.now() && this.#renewIn(retryMilliseconds)),
      Math.min(milliseconds, longestTimerMilliseconds),
    );
  }

  #ask(): Promise<Answer> {
    return this.#request('GET', 'auth/session');
  }

  async #request(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const { base, fetch } = this.#options;
    const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const signal = AbortSignal.timeout(callTimeoutSeconds * 1000);
    // A used refresh token whose answer is thrown away with the page would end the session.
    const response = await fetch(new URL(path, base), { method, cache: 'no-store', keepalive: method === 'POST', signal, ...json }).catch(
      (cause: unknown) => {
        throw new CallError('unreachable', String(cause));
      },
    );
    if (!response.ok) {
      throw await answerError(response);
    }
    const session = (await response.json().catch(() => {
      throw new CallError('unexpected_answer', `HTTP ${response.status}`);
    })) as Session;
    // The two clocks need not agree: the server's own time is in its answer (RFC 9110, 6.6.1).
    const serverNow = Date.parse(response.headers.get('date') ?? '') || Date.now();
    return { session, leftMilliseconds: typeof session.expires_at === 'string' ? Date.parse(session.expires_at) - serverNow : null };
  }
}

/** Nothing has to be done about it for now. */
function isLasting({ session, leftMilliseconds }: Answer): boolean {
  if (session.state === 'open') {
    return true;
  }
  return session.state === 'signed_in' && (leftMilliseconds === null || leftMilliseconds > renewAheadMilliseconds);
}

const isRefusal = (error: unknown): boolean =>
  error instanceof CallError && (error.code === 'unauthorized' || error.code === 'session_ended');
