/** A push message on its whole way: an event, PetLog, a push service, a real Firefox, its notification, and the moment behind it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { afterEach, expect, test, vi } from 'vitest';
import { launchFirefox } from '../support/firefox.ts';
import { FirefoxPushService } from '../support/firefox-push-service.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { PushService } from '../support/push-service.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const patience = { timeout: 90_000, interval: 200 };
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
});

test('an event is a notification in Firefox, whose link opens the moment', async () => {
  await using directory = await temporaryDirectory();
  const service = await PushService.start();
  closers.push(() => service.close());
  const autopush = await FirefoxPushService.start(service);
  closers.push(() => autopush.close());
  const certificate = join(directory.path, 'push-service.pem');
  await writeFile(certificate, service.certificate);
  await using petlog = await startPetLog({
    config: { camera: { resolution: [640, 360] }, security: { allowed_targets: ['127.0.0.1'] } },
    environment: { NODE_EXTRA_CA_CERTS: certificate },
  });
  const firefox: Browser = await launchFirefox(autopush.preferences);
  closers.push(() => firefox.close());
  const page = await firefox.newPage();
  await page.goto(`${petlog.url}/app/more/alerts`);
  const find = (selector: string): Promise<ElementHandle<HTMLElement>> =>
    vi.waitFor(async () => {
      const element = await page.$(`html >>> ${selector}`);
      expect(element, `there is no ${selector}`).not.toBeNull();
      return element as ElementHandle<HTMLElement>;
    }, patience);
  await (await find('petlog-button[icon="bell"][tone="primary"]')).click();
  await find('p.good');
  const subscriptions = await call(`${petlog.url}/alerts/push-subscriptions`);
  expect(subscriptions.body).toMatchObject({ subscriptions: [{ language: 'en' }] });

  const rule = { name: 'All', channels: ['web-push'], event_types: ['playing'] };
  expect((await call(`${petlog.url}/alerts/rules`, 'POST', rule)).status).toBe(201);
  const logged = await call(`${petlog.url}/event`, 'POST', { event_type: 'playing', duration: 3 });
  const shown = await vi.waitFor(async () => {
    const all = await page.evaluate(async () => {
      const notifications = await (await navigator.serviceWorker.ready).getNotifications();
      return notifications.map(({ title, data }) => ({ title, data: data as { path?: string } }));
    });
    expect(all).toHaveLength(1);
    return all[0]!;
  }, patience);
  expect(shown.title).toBe('Somebody played');
  expect(JSON.stringify(shown.data)).toContain(`app/activity?event=${String(logged.body['event_id'])}`);
  const path = Object.values(shown.data).find((value) => typeof value === 'string' && value.startsWith('app/activity')) ?? '';
  await page.goto(`${petlog.url}/${path}`);
  const heading = await find('petlog-event-dialog >>> dialog[open] h2');
  expect(await heading.evaluate((element) => element.textContent)).toContain('Somebody played');
}, 240_000);
