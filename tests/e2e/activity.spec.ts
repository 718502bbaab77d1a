/** Who was where: the day, what people say of it, pets and zones. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { LogEventsPage } from '../../shared/log-events.ts';
import { PetInput } from '../../shared/pets.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { test } from '../support/dashboard.ts';
import { openTestEventLog, visitOf } from '../support/open-event-log.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { sharePetLog } from '../support/shared-petlog.ts';
import { stillBoxOf } from '../support/still-box.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

interface Seed {
  readonly dataDirectory: string;
  readonly zoneId: string;
}

/** A home with Luna and a bowl, in which this happened just now: Luna at the bowl, a person, and a dog. */
async function seeded(dataDirectory: string, further = 0): Promise<Seed> {
  const log = openTestEventLog(dataDirectory);
  const now = Date.now();
  log.pets.create(PetInput.parse({ name: 'Luna', species: 'cat' }));
  const bowl = [
    [0.1, 0.1],
    [0.5, 0.1],
    [0.5, 0.5],
  ] as [number, number][];
  const zone = log.zones.create({ camera_id: 'main', name: '', kind: 'place', place: 'bowl', polygon: bowl });
  const visits = [
    { label: 'dog', zones: [] },
    { label: 'person', zones: [] },
    { label: 'cat', zones: [{ zoneId: zone.zone_id, seconds: 20 }] },
    ...Array.from({ length: further }, () => ({ label: 'cat', zones: [] })),
  ];
  for (const [index, visit] of visits.entries()) {
    const startedAtMs = now - (further + 10 - index);
    log.visits.record(
      visitOf({ ...visit, visitKey: `seed-${index}`, startedAtMs, durationSeconds: 65, ended: true, picture: await tinyJpeg() }),
    );
  }
  await log.pictures.idle;
  log.database.close();
  return { dataDirectory, zoneId: zone.zone_id };
}

const entry = (page: Page, name: RegExp | string) => page.getByRole('list', { name: 'Events' }).getByRole('button', { name });
const chip = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const eventsOf = async (url: string, query = ''): Promise<LogEventsPage> =>
  (await (await fetch(`${url}/events${query}`)).json()) as LogEventsPage;

test('the day shows who was where, narrowed by chips, and what happens now by itself', async ({ start, page }) => {
  await using directory = await temporaryDirectory();
  const { url } = await start({ dataDirectory: (await seeded(directory.path)).dataDirectory });
  await page.goto(`${url}/app/activity`);
  await expect(entry(page, /./)).toHaveCount(3);
  await expect(entry(page, /^Luna at the bowl, /)).toContainText('1\u00a0min');
  await expect(page.getByText(/^Luna: 1 visit · last \d/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Visits by hour' }).getByText(/: 3 visits$/)).toHaveCount(1);
  await expect(entry(page, /^Luna/).locator('img')).toHaveJSProperty('naturalWidth', 64);

  await chip(page, 'A person').click();
  await expect(entry(page, /./)).toHaveCount(1);
  await expect(entry(page, /^A person, /)).toBeVisible();
  await chip(page, 'Everyone').click();
  await chip(page, 'Bowl').click();
  await expect(entry(page, /./)).toHaveCount(1);
  await chip(page, 'Luna').click();
  await expect(entry(page, /^Luna at the bowl/)).toBeVisible();
  await chip(page, 'Everywhere').click();

  const logged = await fetch(`${url}/event?event_type=playing&pet_id=1`, { method: 'POST' });
  expect(logged.status).toBe(200);
  await expect(entry(page, /^Luna played, /)).toBeVisible();
  await expect(page.getByText(/^Luna: 2 visits · last \d/)).toBeVisible();
  await page.getByRole('button', { name: 'The day before' }).click();
  await expect(page.getByText('Nothing fits this choice.')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page.getByText('Nobody was seen on this day.')).toBeVisible();
});

test('what is wrong is corrected, and can be taken back', async ({ start, page }) => {
  await using directory = await temporaryDirectory();
  const { url } = await start({ dataDirectory: (await seeded(directory.path)).dataDirectory });
  const dialog = page.getByRole('dialog');
  await page.goto(`${url}/app/activity`);

  await entry(page, /^Luna at the bowl/).click();
  await expect(dialog.getByRole('heading', { name: /^Luna at the bowl/ })).toBeVisible();
  await expect(dialog.getByText('There is no video of this')).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(dialog.getByRole('button', { name: 'Kept' })).toBeVisible();
  await dialog.getByRole('button', { name: 'That is not Luna' }).click();
  await dialog.getByRole('button', { name: 'A dog' }).click();
  await expect(dialog.getByRole('heading', { name: /^A dog at the bowl/ })).toBeVisible();
  expect((await eventsOf(url, '?label=dog')).events[0]).toMatchObject({ pet_id: null, kept: true });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, /^Luna at the bowl/)).toBeVisible();

  await entry(page, /^A person/).click();
  await dialog.getByRole('button', { name: 'That was nothing' }).click();
  await expect(entry(page, /^A person/)).toHaveCount(0);
  expect((await eventsOf(url, '?is_wrong=true')).total_count).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, /^A person/)).toBeVisible();

  const ignored = async (): Promise<unknown[]> =>
    ((await (await fetch(`${url}/zones`)).json()) as { zones: { kind: string }[] }).zones.filter(({ kind }) => kind === 'ignore');
  await entry(page, /^A dog/).click();
  await dialog.getByRole('button', { name: 'Ignore things like this here' }).click();
  await expect(page.getByText('Things like this are ignored there from now on.')).toBeVisible();
  await expect(entry(page, /^A dog/)).toHaveCount(0);
  expect(await ignored()).toMatchObject([{ camera_id: 'main', labels: ['dog'] }]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, /^A dog/)).toBeVisible();
  expect(await ignored()).toEqual([]);

  await entry(page, /^A dog/).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(entry(page, /^A dog/)).toHaveCount(0);
  expect((await eventsOf(url)).total_count).toBe(3);
  await page.goto(`${url}/app/more`); // whoever leaves takes nothing back
  await expect.poll(async () => (await eventsOf(url)).total_count).toBe(2);
});

test('a long day comes page by page, fits a phone, and has no barrier', async ({ start, page }) => {
  await using directory = await temporaryDirectory();
  const { url } = await start({ dataDirectory: (await seeded(directory.path, 130)).dataDirectory });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/app/activity`);
  await expect(entry(page, /^Luna/).first()).toBeVisible();
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await entry(page, /^Luna/).first().click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Delete' })).toBeVisible();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(async () => {
    await page.mouse.wheel(0, 20_000);
    await expect(entry(page, /^A dog/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(entry(page, /./)).toHaveCount(133);
});

test.describe('a camera that has seen nobody', () => {
  const running = sharePetLog();

  test('a day without anybody says what to do', async ({ page }) => {
    const { url } = await running();
    await page.goto(`${url}/app/activity`);
    await expect(page.getByText('Nobody has been seen today.')).toBeVisible();
    const switchOn = page.getByRole('button', { name: 'Notice pets and people' });
    await switchOn.click();
    await expect(switchOn).toHaveCount(0);
    expect(await (await fetch(`${url}/settings`)).json()).toMatchObject({ detection: { enabled: true } });
    await page.getByRole('link', { name: 'Pets and zones' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Pets and zones' })).toBeVisible();
    const noticing = page.getByRole('switch', { name: /^Notice pets and people/ });
    await expect(noticing).toBeChecked();
    await noticing.click();
    await expect
      .poll(async () => (await (await fetch(`${url}/settings`)).json()) as unknown)
      .toMatchObject({ detection: { enabled: false } });
  });

  test('an event opens as its video', async ({ page }) => {
    const { url } = await running();
    const range = async (): Promise<number> => {
      const { start: from, end } = (await (await fetch(`${url}/live/rewind`)).json()) as { start: string | null; end: string | null };
      return from === null || end === null ? 0 : Date.parse(end) - Date.parse(from);
    };
    await expect.poll(range).toBeGreaterThan(1500);
    await fetch(`${url}/event?event_type=visit&duration=0.5`, { method: 'POST' });
    await page.goto(`${url}/app/activity`);
    await entry(page, /^Somebody, /).click();
    const video = page.getByRole('dialog').locator('video');
    await expect(video).toHaveAttribute('controls');
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.1);
    await expect(page.getByRole('dialog').getByRole('link', { name: 'Download' })).toHaveAttribute('href', /clip\?download=1$/);
  });

  test('pets have a picture, and a zone is drawn with a finger', async ({ page }) => {
    const { url } = await running();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${url}/app/more/pets`);
    await page.getByRole('button', { name: 'Add a pet' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('Enter a name.');
    await dialog.getByLabel('Name').fill('Luna');
    await dialog.getByLabel('Picture').setInputFiles({ name: 'luna.jpg', mimeType: 'image/jpeg', buffer: await tinyJpeg(300, 200) });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.locator('petlog-pet-list li')).toContainText('Luna');
    await expect(page.locator('petlog-pet-list img')).toHaveJSProperty('naturalWidth', 300);

    const picture = page.locator('petlog-zone-editor .board img');
    await expect(picture).toBeVisible();
    await page.getByRole('button', { name: 'Draw a zone' }).click();
    const { x, y, width, height } = await stillBoxOf(picture);
    const draw = async (points: readonly (readonly [number, number])[]): Promise<void> => {
      for (const [index, [left, top]] of points.entries()) {
        await page.mouse.move(x + left * width, y + top * height, { steps: 4 });
        await (index === 0 ? page.mouse.down() : Promise.resolve());
      }
      await page.mouse.up();
    };
    await draw([
      [0.2, 0.2],
      [0.8, 0.8],
      [0.8, 0.2],
      [0.2, 0.8],
      [0.2, 0.2],
    ]);
    await expect(page.getByText('The lines cross, or enclose nothing. Draw it again.')).toBeVisible();
    await draw([
      [0.2, 0.2],
      [0.6, 0.2],
      [0.6, 0.7],
      [0.2, 0.7],
      [0.2, 0.22],
    ]);
    await page.getByRole('button', { name: 'Corner 1' }).focus();
    await page.keyboard.press('ArrowLeft');
    await chip(page, 'Water').click();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save the zone' }).click();
    await expect(page.locator('petlog-zone-editor li')).toHaveText(/Water/);
    const { zones } = (await (await fetch(`${url}/zones`)).json()) as { zones: { place: string; polygon: [number, number][] }[] };
    expect(zones[0]).toMatchObject({ place: 'water', camera_id: 'main' });
    const [left, top] = [Math.min(...zones[0]!.polygon.map(([at]) => at)), Math.min(...zones[0]!.polygon.map(([, at]) => at))];
    expect([left, top]).toEqual([expect.closeTo(0.18, 1), expect.closeTo(0.2, 1)]);

    await page.getByRole('button', { name: 'Remove Water' }).click();
    await expect(page.getByText('No zones yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.locator('petlog-zone-editor li')).toHaveText(/Water/);
  });

  test('how much is noticed is chosen by a slider, with a picture of what is noticed', async ({ page }) => {
    const { url } = await running();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${url}/app/more/pets`);
    const preview = page.locator('petlog-movement-preview');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/live/movement')) {
        asked.push(request.url());
      }
    });
    const show = preview.getByRole('button', { name: 'Show what is noticed now' });
    await expect(show).toBeVisible();
    expect(asked).toEqual([]);
    await show.click();
    await expect(preview.getByRole('img', { name: 'Picture with what is noticed in it' })).toBeVisible();
    await expect(preview.locator('.said')).not.toHaveText('');
    await page.getByRole('slider', { name: 'Sensitivity' }).fill('80');
    await expect.poll(async () => (await (await fetch(`${url}/live/movement`)).json()) as unknown).toMatchObject({ sensitivity: 80 });
    expect(await accessibilityViolations(page)).toEqual([]);
    await preview.getByRole('button', { name: 'Stop showing it' }).click();
    await expect(preview.locator('.board')).toHaveCount(0);
  });
});

/** On each of the twelve days before, Luna was at the bowl twice; today ten times more than the seed says. */
function hungry({ dataDirectory, zoneId }: Seed): void {
  const log = openTestEventLog(dataDirectory);
  const times = [
    ...Array.from({ length: 24 }, (_, index) => Date.now() - (1 + Math.floor(index / 2)) * 86_400_000),
    ...Array.from({ length: 10 }, (_, index) => Date.now() - 100 - index),
  ];
  times.forEach((startedAtMs, index) =>
    log.visits.record(
      visitOf({ visitKey: `hungry-${index}`, startedAtMs, durationSeconds: 20, ended: true, zones: [{ zoneId, seconds: 15 }] }),
    ),
  );
  log.database.close();
}

test('what is unusual today is said, and the day becomes a film that plays', async ({ start, page }) => {
  test.slow(); // a film is made by a process of the lowest priority
  await using directory = await temporaryDirectory();
  const seed = await seeded(directory.path);
  hungry(seed);
  const { url } = await start({ dataDirectory: seed.dataDirectory });
  await page.goto(`${url}/app/activity`);
  await expect(page.getByText('Luna was at the bowl 11 times today; usually 1 to 3.')).toBeVisible();
  await expect(page.getByText('This is not a diagnosis', { exact: false })).toBeVisible();

  await page.getByRole('button', { name: 'This day in a minute' }).click();
  const film = page.getByRole('region', { name: 'This day in a minute' });
  await expect(film).toBeVisible();
  // It goes on without anybody who looks.
  await page.getByRole('navigation').getByRole('link', { name: 'Recordings' }).click();
  await expect(film).toHaveCount(0);
  await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
  const video = film.locator('video');
  await expect(video).toBeVisible({ timeout: 60_000 });
  await video.evaluate((element: HTMLVideoElement) => element.play());
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime), { timeout: 60_000 }).toBeGreaterThan(0);
  await film.getByRole('switch', { name: 'Make a film of each day automatically' }).click();
  await expect
    .poll(async () => ((await (await fetch(`${url}/settings`)).json()) as { events: { film_of_day: boolean } }).events.film_of_day)
    .toBe(true);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(await overflowingTexts(page)).toEqual([]);

  await film.getByRole('button', { name: 'Delete the film' }).click();
  await expect(page.getByRole('button', { name: 'This day in a minute' })).toBeVisible();
  await page.goto(`${url}/app/more/pets`);
  await expect(page.getByText('Luna was at the bowl 11 times today; usually 1 to 3.')).toBeVisible();
});
