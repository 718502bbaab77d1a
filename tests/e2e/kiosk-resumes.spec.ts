/** The kiosk of the package's configuration shows the picture, and nobody has to press anything. */
import { expect } from '@playwright/test';
import { packageValues } from '../../build/package/package-configuration.ts';
import { en } from '../../renderer/text/en.ts';
import { post } from '../support/live-kiosk.ts';
import { kioskHost, openKiosk, test } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { withSmallPicture } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test.slow();

test(`the kiosk on the ${kioskHost} shows the picture after the setup, after a power cut, and not when somebody stopped it`, async () => {
  await using directory = await temporaryDirectory();
  const alwaysOn = withSmallPicture({
    dataDirectory: directory.path,
    config: { camera: { always_on: packageValues['camera.always_on'] } },
  });
  {
    await using opened = new AsyncDisposableStack();
    const kiosk = await openKiosk(smallScreen, { ...alwaysOn, dataFiles: {} }, opened);
    await kiosk.touch(kiosk.button(en.setup.skip));
    await expectMovingPicture(kiosk.picture);
    process.kill(-(kiosk.process.child.pid ?? 0), 'SIGKILL');
    await kiosk.process.exited;
  }
  {
    await using opened = new AsyncDisposableStack();
    const kiosk = await openKiosk(smallScreen, alwaysOn, opened);
    await expectMovingPicture(kiosk.picture);
    await post(kiosk, '/live/stop');
    process.kill(-(kiosk.process.child.pid ?? 0), 'SIGKILL');
    await kiosk.process.exited;
  }
  await using opened = new AsyncDisposableStack();
  const kiosk = await openKiosk(smallScreen, alwaysOn, opened);
  await expect(kiosk.button(en.actions.startShort)).toBeVisible();
});
