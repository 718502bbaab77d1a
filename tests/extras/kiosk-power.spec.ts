/** What the kiosk does after the power went: it goes on where it was, and with the package's configuration nobody has to press anything. */
import { expect } from '@playwright/test';
import { packageValues } from '../../build/package/package-configuration.ts';
import { de } from '../../renderer/text/de.ts';
import { languageNames } from '../../renderer/text/languages.ts';
import { kioskHost, openKiosk, test, type Kiosk } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { heading, isNew, setupOf } from '../support/kiosk-setup.ts';
import { post } from '../support/live-kiosk.ts';
import { withSmallPicture } from '../support/petlog-process.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// It starts four times.
test.setTimeout(240_000);

const { setup: words } = de;

test(`the ${kioskHost} goes on with the setup, then with the picture, and not when somebody stopped it, as often as the power goes`, async () => {
  await using directory = await temporaryDirectory();
  const options = withSmallPicture({
    ...isNew,
    dataDirectory: directory.path,
    config: { camera: { always_on: packageValues['camera.always_on'] } },
  });
  const untilThePowerGoes = async (use: (kiosk: Kiosk) => Promise<void>): Promise<void> => {
    await using opened = new AsyncDisposableStack();
    const kiosk = await openKiosk(smallScreen, options, opened);
    await use(kiosk);
    process.kill(-(kiosk.process.child.pid ?? 0), 'SIGKILL');
    await kiosk.process.exited;
  };

  await untilThePowerGoes(async (kiosk) => {
    await kiosk.touch(setupOf(kiosk).getByRole('button', { name: languageNames.de }));
    await kiosk.touch(kiosk.button(words.next));
    await kiosk.touch(kiosk.button(words.name.rooms[1] ?? ''));
    await kiosk.touch(kiosk.button(words.next));
    await expect(heading(kiosk, words.titles.time_zone)).toBeVisible();
  });
  await untilThePowerGoes(async (kiosk) => {
    await expect(heading(kiosk, words.titles.time_zone)).toBeVisible();
    await kiosk.touch(kiosk.button(words.back));
    await expect(setupOf(kiosk).getByLabel(words.name.label)).toHaveValue(words.name.rooms[1] ?? '');
    await kiosk.touch(kiosk.button(words.skip));
    await expectMovingPicture(kiosk.picture);
    await kiosk.page.reload();
    await expectMovingPicture(kiosk.picture);
    await expect(setupOf(kiosk).locator('main')).toHaveCount(0);
  });
  await untilThePowerGoes(async (kiosk) => {
    await expectMovingPicture(kiosk.picture);
    await expect(setupOf(kiosk).locator('main')).toHaveCount(0);
    await post(kiosk, '/live/stop');
  });
  await untilThePowerGoes((kiosk) => expect(kiosk.button(de.actions.startShort)).toBeVisible());
});
