import type { SnoozeInput } from '../../../shared/alerts.ts';
import type { PushMessage } from '../../../shared/alerts-push.ts';
import { dataAddress } from './data-address.ts';
import type { WorkerClient } from './worker-client.ts';

/** What the browser gives a service worker, as far as it is needed here. */
interface WorkerSurroundings {
  /** Where the app is; ends with a slash. */
  readonly scope: URL;
  readonly client: Pick<WorkerClient, 'ask'>;
  readonly windows: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly AppWindow[]>;
    openWindow(address: string): Promise<unknown>;
  };
  showNotification(title: string, options: AlertNotification): Promise<void>;
  /** Resolves after so long, to give up what has not come by then. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface AppWindow {
  readonly url: string;
  readonly focused: boolean;
  focus(): Promise<unknown>;
  navigate(address: string): Promise<unknown>;
}

/** Options of `showNotification`; the standard library of TypeScript lacks those that not every browser has. */
export interface AlertNotification {
  readonly body: string;
  readonly tag: string;
  readonly renotify: boolean;
  readonly silent: boolean;
  readonly lang: string;
  readonly timestamp: number;
  readonly icon: string;
  readonly image?: string;
  readonly actions: readonly { readonly action: string; readonly title: string }[];
  readonly data: AlertData;
}

/** What is kept with a notification for the moment in which it is pressed. */
export interface AlertData {
  /** Page of the app. */
  readonly path: string;
  readonly subscriptionId: string;
}

const pictureMilliseconds = 4_000;
/** Where alerts are looked after. */
const alertsPath = 'app/more/alerts';

/** Shows alerts, and does what is pressed on them. */
export class AlertReceiver {
  readonly #surroundings: WorkerSurroundings;

  constructor(surroundings: WorkerSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Browsers end a subscription whose messages show nothing: a message without a picture in time is shown without. */
  async show(message: PushMessage): Promise<void> {
    const { scope, showNotification } = this.#surroundings;
    const image = message.picture_path === null ? null : await this.#picture(message.picture_path);
    await showNotification(message.title, {
      body: message.body,
      tag: message.tag,
      renotify: !message.is_update,
      silent: message.is_update,
      lang: message.language,
      timestamp: Date.parse(message.timestamp),
      icon: new URL('icons/192.png', scope).href,
      ...(image === null ? {} : { image }),
      actions: message.actions,
      data: { path: message.path, subscriptionId: message.subscription_id },
    });
  }

  /** @param action empty for the notification itself */
  async press(action: string, { path, subscriptionId }: AlertData): Promise<void> {
    const snooze = this.#snoozeOf(action);
    if (snooze === null) {
      return this.#open(path);
    }
    const isDone = await this.#surroundings.client
      .ask('alerts/snooze', 'POST', { ...snooze, subscription_id: subscriptionId })
      .then(({ ok }) => ok)
      .catch(() => false);
    // Somebody may have to sign in first, or has no way to the camera: the page says so.
    if (!isDone) {
      await this.#open(alertsPath);
    }
  }

  /** Such as snooze-30, for minutes, and snooze-morning. */
  #snoozeOf(action: string): Pick<SnoozeInput, 'minutes' | 'until'> | null {
    if (action === 'snooze-morning') {
      return { until: 'morning' };
    }
    const minutes = /^snooze-(\d+)$/.exec(action)?.[1];
    return minutes === undefined ? null : { minutes: Number(minutes) };
  }

  /** In a window that is there, where there is one: the app is opened once. */
  async #open(path: string): Promise<void> {
    const { scope, windows } = this.#surroundings;
    const address = new URL(path, scope);
    const target = address.href.startsWith(scope.href) ? address.href : scope.href;
    const open = (await windows.matchAll({ type: 'window', includeUncontrolled: true })).filter(({ url }) => this.#isOfApp(url));
    const window = open.find(({ focused }) => focused) ?? open[0];
    try {
      if (window !== undefined) {
        await window.focus().catch(() => {}); // it shows the moment all the same
        await window.navigate(target);
        return;
      }
    } catch {
      // One that this worker is not in charge of, or that is being closed.
    }
    await windows.openWindow(target);
  }

  /** Not the picture on a wall, which stays there. */
  #isOfApp(address: string): boolean {
    const url = new URL(address);
    const { scope } = this.#surroundings;
    const path = url.pathname.slice(scope.pathname.length);
    return url.href.startsWith(scope.href) && !url.searchParams.has('view') && /^(index\.html|app\/(?!trust|s\/).*)?$/.test(path);
  }

  async #picture(path: string): Promise<string | null> {
    const { client, sleep } = this.#surroundings;
    const asked = client
      .ask(path)
      .then(async (response) => (response.ok ? dataAddress(await response.blob()) : null))
      .catch(() => null);
    return Promise.race([asked, sleep(pictureMilliseconds).then(() => null)]);
  }
}
