import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LiveStatus } from '../../../shared/api.ts';
import type { ConfigPatch } from '../../../shared/config.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { isOvertaken } from '../status-order.ts';

interface NoticingOptions {
  readonly client: Pick<PetLogClient, 'call' | 'onNotice' | 'onStatus'>;
  /** Reads the settings, for which nobody is to be asked anything. */
  readonly readClient: Pick<PetLogClient, 'call'>;
  /** Only admins may read and change settings. */
  mayChange(): boolean;
  onFailed(error: unknown): void;
}

/** Whether what happens before the cameras is noticed, and recorded, at all: for admins, who can switch it on and are asked once. */
export class Noticing implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: NoticingOptions;
  #isOff = false;
  #isOn = false;
  #status: LiveStatus | null = null;
  #unsubscribe: readonly (() => void)[] = [];
  /** Whether all is known that can be. */
  isSettled = true;

  constructor(host: ReactiveControllerHost, options: NoticingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** False as long as nobody knows. */
  get isOff(): boolean {
    return this.#isOff;
  }

  /** False as long as nobody knows. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** Whether what is noticed is to be recorded as well, which nobody has said yet. */
  get isUndecided(): boolean {
    return this.#isOn && this.#status?.automatic_decided === false;
  }

  hostConnected(): void {
    if (this.#options.mayChange()) {
      const { client } = this.#options;
      this.#unsubscribe = [
        client.onNotice(({ name }) => void (name === 'settings.changed' && this.#load())),
        client.onStatus((status) => this.#receive(status)),
      ];
      this.isSettled = false;
      void this.#load();
    }
  }

  hostDisconnected(): void {
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    this.#unsubscribe = [];
  }

  switchOn(): Promise<void> {
    return this.#change({ detection: { enabled: true } });
  }

  /** Whether pets and people are recorded by themselves from now on; the status says that it is decided. */
  record(isWanted: boolean): Promise<void> {
    return this.#change({ recording: { automatic: isWanted ? 'visits' : 'never' } });
  }

  async #change(patch: ConfigPatch): Promise<void> {
    try {
      this.#take(await this.#options.client.call('settings.change', patch));
    } catch (error) {
      this.#options.onFailed(error);
    }
  }

  async #load(): Promise<void> {
    const { readClient } = this.#options;
    // The list says what is wrong with the connection; before the kiosk's PIN nobody knows.
    const [settings, status] = await Promise.all([
      readClient.call('settings.get', {}).catch(() => null),
      readClient.call('live.status', {}).catch(() => null), // of a camera that rests, no other comes for long
    ]);
    this.isSettled = true;
    if (status !== null) {
      this.#receive(status);
    }
    if (settings !== null) {
      this.#take(settings);
    }
    this.#host.requestUpdate();
  }

  #receive(status: LiveStatus): void {
    if (this.#status === null || !isOvertaken(status, this.#status)) {
      const wasUndecided = this.isUndecided;
      this.#status = status;
      if (this.isUndecided !== wasUndecided) {
        this.#host.requestUpdate();
      }
    }
  }

  #take({ detection }: { readonly detection: { readonly enabled: boolean } }): void {
    this.#isOff = !detection.enabled;
    this.#isOn = detection.enabled;
    this.#host.requestUpdate();
  }
}
