/** What a service worker makes of a push: the notification, its update, and the way back to the moment. */
import { expect } from '@playwright/test';
import type { PushMessage } from '../../shared/alerts-push.ts';
import { AlertedPage } from '../support/alerted-page.ts';
import { wholeBrowser } from '../support/chromium.ts';
import { test } from '../support/dashboard.ts';

// The headless shell has no notifications.
test.use({ serviceWorkers: 'allow', launchOptions: wholeBrowser() });

test('a push is shown, its update takes its place, and a tap opens the moment in the window that is there', async ({
  start,
  page,
  context,
}) => {
  const { url } = await start();
  const logged = await fetch(`${url}/event?event_type=playing&duration=3`, { method: 'POST' });
  const { event_id: eventId } = (await logged.json()) as { event_id: number };
  const alerted = await AlertedPage.open(page, context, url);
  const push = (change: Partial<PushMessage>): Promise<void> =>
    alerted.push({
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
    });
  const shown = async (): Promise<string[]> => (await alerted.shown()).map(({ title, body, lang }) => [title, body, lang].join(' | '));
  // A worker that is just being started may be handed nothing yet; what has the same tag stands once.
  await expect(async () => {
    await push({});
    await expect.poll(shown, { timeout: 10_000 }).toEqual(['Jemand hat gespielt | 14:02 | de']);
  }).toPass();
  await push({ is_update: true, body: '14:02 · 3 s' });
  await expect.poll(shown).toEqual(['Jemand hat gespielt | 14:02 · 3 s | de']);

  await alerted.tap();
  await expect(page.getByRole('dialog').getByRole('heading', { name: /^Somebody played/ })).toBeVisible();
  expect(context.pages()).toHaveLength(1);
  await expect.poll(shown).toEqual([]);
});
