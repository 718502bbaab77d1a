import type { PushSubscriptionInfo, PushSubscriptionInput } from '../../../shared/alerts-push.ts';
import type { Language } from '../../../shared/languages.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { type PushState, pushStateOf } from './push-state.ts';

/** What a browser offers for alerts, as far as it is needed here. */
export interface PushBrowser {
  /** Whether it knows who answers: only then it takes alerts. */
  readonly isSecure: boolean;
  readonly takesPush: boolean;
  readonly isApplePage: boolean;
  readonly permission: NotificationPermission;
  /** Has to be called while a press is being answered. */
  askPermission(): Promise<NotificationPermission>;
  /** Of the service worker that is there; null without one. */
  registration(): Promise<PushRegistration | null>;
  /** Has the service worker put in, and waits until it is. */
  register(): Promise<PushRegistration>;
}

interface PushRegistration {
  readonly pushManager: {
    getSubscription(): Promise<BrowserSubscription | null>;
    subscribe(options: { userVisibleOnly: true; applicationServerKey: string }): Promise<BrowserSubscription>;
  };
  readonly active: { postMessage(message: unknown): void } | null;
}

export interface BrowserSubscription {
  readonly endpoint: string;
  toJSON(): PushSubscriptionJSON;
  unsubscribe(): Promise<boolean>;
}

interface PushDeviceOptions {
  readonly browser: PushBrowser;
  readonly client: Pick<PetLogClient, 'call'>;
  /** What PetLog was last told. Null where this browser keeps nothing. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  language(): Language;
  deviceName(): string;
}

/** What PetLog was told of this browser. */
interface Told {
  readonly endpoint: string;
  readonly subscriptionId: string;
  readonly language: Language;
}

const storageKey = 'petlog-push';

/** The push service of the browser's maker could not be reached, or refused. */
export class PushServiceError extends Error {
  override readonly name = 'PushServiceError';
}

/** Alerts to this browser: whether they come, and that they do. */
export class PushDevice {
  readonly #options: PushDeviceOptions;
  /** As PetLog has it; null where it has none. */
  subscription: PushSubscriptionInfo | null = null;

  constructor(options: PushDeviceOptions) {
    this.#options = options;
  }

  /**
   * Finds out whether alerts come here. What changed meanwhile, such as the
   * language, PetLog is told; what somebody ended elsewhere ends here too.
   *
   * @throws CallError when PetLog cannot be asked
   */
  async look(): Promise<PushState> {
    const { browser } = this.#options;
    const here = browser.takesPush ? await (await browser.registration())?.pushManager.getSubscription() : null;
    const isSubscribed = here !== null && here !== undefined && (await this.#compare(here));
    return pushStateOf({ ...this.#surroundings, isSubscribed });
  }

  /**
   * Asks for permission, and has alerts sent here. To be called while a press is being answered.
   *
   * @returns `off` where nothing was answered, `denied` where the answer was no
   * @throws PushServiceError
   * @throws CallError
   */
  async start(): Promise<PushState> {
    const { browser, client } = this.#options;
    const permission = await browser.askPermission();
    if (permission !== 'granted') {
      return pushStateOf({ ...this.#surroundings, permission, isSubscribed: false });
    }
    const { public_key: applicationServerKey } = await client.call('push.key', {});
    const registration = await browser.register();
    // One that was made with another key cannot be used.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const subscription = await registration.pushManager
      .subscribe({ userVisibleOnly: true, applicationServerKey })
      .catch((cause: unknown) => {
        throw new PushServiceError(cause instanceof Error ? cause.message : String(cause));
      });
    try {
      await this.#tell(subscription, registration);
    } catch (error) {
      await subscription.unsubscribe();
      throw error;
    }
    return 'on';
  }

  /** @throws CallError when PetLog cannot be told; then they go on coming */
  async stop(): Promise<PushState> {
    const { browser, client } = this.#options;
    if (this.subscription !== null) {
      await client.call('push.unsubscribe', { id: this.subscription.subscription_id });
    }
    await (await (await browser.registration())?.pushManager.getSubscription())?.unsubscribe();
    this.#forget();
    return pushStateOf({ ...this.#surroundings, isSubscribed: false });
  }

  get #surroundings() {
    const { isSecure, takesPush, isApplePage, permission } = this.#options.browser;
    return { isSecure, takesPush, isApplePage, permission };
  }

  /** Resolves to whether PetLog has it. */
  async #compare(here: BrowserSubscription): Promise<boolean> {
    const { browser, client, language } = this.#options;
    const told = this.#told;
    if (told === null) {
      return false; // whose it was is not known: a press makes a new one
    }
    const { subscriptions } = await client.call('push.list', {});
    this.subscription = subscriptions.find(({ subscription_id: id }) => id === told.subscriptionId) ?? null;
    if (told.endpoint === here.endpoint && this.subscription === null) {
      await here.unsubscribe();
      this.#forget();
      return false;
    }
    if (told.endpoint !== here.endpoint || told.language !== language()) {
      await this.#tell(here, await browser.registration());
    }
    return true;
  }

  async #tell(subscription: BrowserSubscription, registration: PushRegistration | null): Promise<void> {
    const { client, storage, deviceName } = this.#options;
    const { endpoint, keys } = subscription.toJSON() as Pick<PushSubscriptionInput, 'endpoint' | 'keys'>;
    const language = this.#options.language();
    this.subscription = await client.call('push.subscribe', { endpoint, keys, language, device_name: deviceName() });
    const { subscription_id: subscriptionId } = this.subscription;
    storage?.setItem(storageKey, JSON.stringify({ endpoint, subscriptionId, language } satisfies Told));
    registration?.active?.postMessage({ pushSubscription: { language, subscriptionId } });
  }

  #forget(): void {
    this.subscription = null;
    this.#options.storage?.removeItem(storageKey);
  }

  get #told(): Told | null {
    const kept = this.#options.storage?.getItem(storageKey) ?? null;
    return kept === null ? null : (JSON.parse(kept) as Told);
  }
}
