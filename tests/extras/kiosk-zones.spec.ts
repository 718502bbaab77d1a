/** The footage as a camera, with the real detector: a place that is drawn on the camera's own screen. */
import { expect } from '@playwright/test';
import { LogEventsPage } from '../../shared/log-events.ts';
import { ZoneList } from '../../shared/zones.ts';
import { Fingers } from '../support/fingers.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { kioskHost, test } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { stillBoxOf } from '../support/still-box.ts';

const patience = { timeout: 120_000 } as const;
/** The way of the cat. */
const [left, top, right, bottom] = [0.03, 0.45, 0.97, 0.97] as const;

test(`a zone that a finger draws on the kiosk counts, on the ${kioskHost}`, async ({ openKiosk }) => {
  test.setTimeout(3 * patience.timeout);
  const kiosk = await openKiosk(smallScreen, {
    arguments: ['--camera', `file:${footagePath}`],
    config: { camera: { always_on: true, frame_rate: 5 }, detection: { enabled: true, hold_seconds: 2 } },
  });
  const { page } = kiosk;
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Pets and zones'));
  const picture = page.locator('petlog-zone-editor .board img');
  await expect(picture).toHaveJSProperty('complete', true, patience);
  await kiosk.touch(kiosk.button('Draw a zone'));
  await picture.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  const { x, y, width, height } = await stillBoxOf(picture);
  const at = (across: number, down: number) => ({ x: x + across * width, y: y + down * height });
  await new Fingers(kiosk.devTools).draw([at(left, top), at(right, top), at(right, bottom), at(left, bottom), at(left, top + 0.02)]);
  await kiosk.touch(kiosk.button('Bowl'));
  await kiosk.touch(kiosk.button('Save the zone'));
  await expect(page.locator('petlog-zone-editor li')).toHaveText(/Bowl/);

  const [zone, ...others] = ZoneList.parse(await (await fetch(`${kiosk.process.url}/zones`)).json()).zones;
  expect([zone?.place, zone?.camera_id, others]).toEqual(['bowl', 'main', []]);
  const [across, down] = [0, 1].map((axis) => zone!.polygon.map((corner) => corner[axis]!));
  expect([Math.min(...across!), Math.min(...down!), Math.max(...across!), Math.max(...down!)]).toEqual(
    [left, top, right, bottom].map((edge) => expect.closeTo(edge, 1)),
  );

  await kiosk.touch(page.getByRole('dialog', { name: 'Pets and zones' }).getByRole('button', { name: 'Live picture', exact: true }));
  await kiosk.touch(kiosk.button('Activity'));
  const entry = page.getByRole('list', { name: 'Events' }).getByRole('button', { name: /^A cat at the bowl/ });
  await expect(entry.first()).toBeVisible(patience);
  const { events } = LogEventsPage.parse(await (await fetch(`${kiosk.process.url}/events?zone=${zone!.zone_id}`)).json());
  expect(events[0]).toMatchObject({ label: 'cat', camera_id: 'main', zones: [zone!.zone_id] });
});
