/** What a service worker makes of a push: the notification, its update, and the way back to the moment. */
import { expect } from '@playwright/test';
import type { PushMessage } from '../../shared/alerts-push.ts';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { test } from '../support/dashboard.ts';

// The headless shell has no notifications.
test.use({ serviceWorkers: 'allow', launchOptions: { executablePath: findChromium(), args: [...chromiumFlags] } });

test('a push is shown, its update takes its place, and a tap opens the moment in the window that is there', async ({
  start,
  page,
  context,
}) => {
  const { url } = await start();
  const logged = await fetch(`${url}/event?event_type=playing&duration=3`, { method: 'POST' });
  const { event_id: eventId } = (await logged.json()) as { event_id: number };
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
  const push = (change: Partial<PushMessage>) =>
    debug.send('ServiceWorker.deliverPushMessage', {
      origin: url,
      registrationId,
      data: JSON.stringify({
        alert_id: 'a',
        tag: 'a',
        is_update: false,
        title: 'Jemand hat gespielt',
        body: '14:02',
        path: `app/activity?event=${eventId}`,
        picture_path: null,
        event_id: eventId,
        event_type: 'playing',
        camera_id: 'main',
        rule_id: 'r',
        subscription_id: 's',
        timestamp: '2026-05-01T12:02:00Z',
        language: 'de',
        actions: [{ action: 'snooze-30', title: '30 Minuten still' }],
        ...change,
      } satisfies PushMessage),
    });
  const shown = () =>
    page.evaluate(async () => {
      const notifications = await (await navigator.serviceWorker.ready).getNotifications();
      return notifications.map(({ title, body, lang }) => [title, body, lang].join(' | '));
    });
  // A worker that is just being started may be handed nothing yet; what has the same tag stands once.
  await expect(async () => {
    await push({});
    await expect.poll(shown, { timeout: 10_000 }).toEqual(['Jemand hat gespielt | 14:02 | de']);
  }).toPass();
  await push({ is_update: true, body: '14:02 · 3 s' });
  await expect.poll(shown).toEqual(['Jemand hat gespielt | 14:02 · 3 s | de']);

  // As the system does when somebody taps.
  await context.serviceWorkers()[0]!.evaluate(async () => {
    const worker = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
      dispatchEvent(event: Event): boolean;
    };
    const [notification] = await worker.registration.getNotifications();
    worker.dispatchEvent(new worker.NotificationEvent('notificationclick', { notification }));
  });
  await expect(page.getByRole('dialog').getByRole('heading', { name: /^Somebody played/ })).toBeVisible();
  expect(context.pages()).toHaveLength(1);
  await expect.poll(shown).toEqual([]);
});
