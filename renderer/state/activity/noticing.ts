import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ConfigPatch } from '../../../shared/config.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';

interface NoticingOptions {
  readonly client: Pick<PetLogClient, 'call' | 'onNotice'>;
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
  #unsubscribe = (): void => {};

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

  hostConnected(): void {
    if (this.#options.mayChange()) {
      this.#unsubscribe = this.#options.client.onNotice(({ name }) => void (name === 'settings.changed' && this.#load()));
      void this.#load();
    }
  }

  hostDisconnected(): void {
    this.#unsubscribe();
    this.#unsubscribe = () => {};
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
    try {
      this.#take(await this.#options.readClient.call('settings.get', {}));
    } catch {
      // The list says what is wrong with the connection; before the kiosk's PIN nobody knows.
    }
  }

  #take({ detection }: { readonly detection: { readonly enabled: boolean } }): void {
    this.#isOff = !detection.enabled;
    this.#isOn = detection.enabled;
    this.#host.requestUpdate();
  }
}
