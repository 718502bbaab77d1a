import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Account, ApiToken, Device } from '../../../shared/access.ts';
import type { CameraInfo } from '../../../shared/cameras.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { Messages } from '../messages.ts';
import { describeFailure } from '../descriptions.ts';

/** When somebody was last seen changes without a notice. */
const refreshMilliseconds = 30_000;

export interface AccessListsState {
  readonly devices: readonly Device[];
  readonly accounts: readonly Account[];
  readonly tokens: readonly ApiToken[];
  readonly cameras: readonly CameraInfo[];
}

/** Devices, people and tokens, as they are, and what is done about them. */
export class AccessLists implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly messages: Messages;
  /** Null before the first answer. */
  lists: AccessListsState | null = null;
  failure: unknown;
  #request = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    this.messages = new Messages(() => host.requestUpdate());
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => void (name === 'access.changed' && this.load())),
      this.#client.onConnection((connection) => void (connection === 'connected' && this.load())),
    ];
    this.#timer = setInterval(() => void (document.hidden || this.load()), refreshMilliseconds);
    void this.load();
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
    clearInterval(this.#timer);
    this.messages.close();
  }

  /** Whether nobody else could let others in without this device or account. */
  isLastAdmin(id: string): boolean {
    if (this.lists === null) {
      return false;
    }
    const { devices, accounts } = this.lists;
    const admins = [
      ...devices.filter(({ role, account_name }) => role === 'admin' && account_name === null).map(({ device_id }) => device_id),
      ...accounts.filter(({ role }) => role === 'admin').map(({ account_id }) => account_id),
    ];
    return admins.length === 1 && admins[0] === id;
  }

  async load(): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    try {
      const [{ devices }, { accounts }, { tokens }, { cameras }] = await Promise.all([
        this.#client.call('devices.list', {}),
        this.#client.call('accounts.list', {}),
        this.#client.call('tokens.list', {}),
        this.#client.call('cameras.list', {}),
      ]);
      if (request !== this.#request) {
        return;
      }
      this.lists = { devices, accounts, tokens, cameras };
      this.failure = undefined;
    } catch (error) {
      if (request !== this.#request) {
        return;
      }
      this.failure = error;
    }
    this.#host.requestUpdate();
  }

  /** Does something and shows the lists anew; tells people when it fails. */
  async run(failure: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.messages.add('error', `${failure} ${describeFailure(error, text())}`);
    }
    await this.load();
  }
}
