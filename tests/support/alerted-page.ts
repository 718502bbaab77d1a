import type { BrowserContext, Page } from '@playwright/test';
import type { PushMessage } from '../../shared/alerts-push.ts';

/** A notification that the browser shows. */
interface ShownNotification {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
  /** Address of its picture; empty where it has none. */
  readonly image: string;
}

/** A page of PetLog in a whole Chromium, whose service worker is handed pushes as a push service would. */
export class AlertedPage {
  readonly #page: Page;
  readonly #context: BrowserContext;
  readonly #push: (message: PushMessage) => Promise<void>;

  private constructor(page: Page, context: BrowserContext, push: (message: PushMessage) => Promise<void>) {
    this.#page = page;
    this.#context = context;
    this.#push = push;
  }

  /** @param url of PetLog, whose app is opened */
  static async open(page: Page, context: BrowserContext, url: string): Promise<AlertedPage> {
    await context.grantPermissions(['notifications'], { origin: url });
    await page.goto(`${url}/app/more/phone`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/service-worker.js');
      await navigator.serviceWorker.ready;
    });
    const debug = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) =>
      debug.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => resolve(registrations[0]?.registrationId ?? '')),
    );
    await debug.send('ServiceWorker.enable');
    const registrationId = await registered;
    return new AlertedPage(page, context, async (message) => {
      await debug.send('ServiceWorker.deliverPushMessage', { origin: url, registrationId, data: JSON.stringify(message) });
    });
  }

  push(message: PushMessage): Promise<void> {
    return this.#push(message);
  }

  shown(): Promise<ShownNotification[]> {
    return this.#page.evaluate(async () => {
      const notifications = await (await navigator.serviceWorker.ready).getNotifications();
      return notifications.map((notification) => {
        const { title, body, lang, image = '' } = notification as Notification & { image?: string };
        return { title, body, lang, image };
      });
    });
  }

  /** As the system does when somebody taps the one that is shown. */
  async tap(): Promise<void> {
    await this.#context.serviceWorkers()[0]!.evaluate(async () => {
      const worker = globalThis as unknown as {
        registration: ServiceWorkerRegistration;
        NotificationEvent: new (type: string, init: object) => Event;
        dispatchEvent(event: Event): boolean;
      };
      const [notification] = await worker.registration.getNotifications();
      worker.dispatchEvent(new worker.NotificationEvent('notificationclick', { notification }));
    });
  }
}
