/** What the setup of the camera asks on its own screen, in every language. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { languageNames, languages } from '../../renderer/text/languages.ts';
import { kioskHost, test } from '../support/kiosk.ts';
import { screens, smallScreen } from '../support/kiosk-screens.ts';
import { heading, isNew, setupOf } from '../support/kiosk-setup.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { shareKiosk } from '../support/shared-kiosk.ts';
import { textTables } from '../support/text-tables.ts';

// Each touch waits for the screen, and there are many.
test.slow();

test.describe(`the first start of the ${kioskHost} in every language`, () => {
  const plug = join(tmpdir(), `petlog-test-${randomUUID()}`);
  const environment = {
    TEST_NETWORK_PLUG: plug,
    NODE_OPTIONS: `--import=${new URL('../support/network-cable.ts', import.meta.url).href}`,
  };
  const openKiosk = shareKiosk(smallScreen, { ...isNew, arguments: ['--host', '0.0.0.0'], environment });

  test.afterAll(() => rm(plug, { force: true }));

  for (const language of languages) {
    test(`everything that is asked fits in ${languageNames[language]}`, async () => {
      await rm(plug, { force: true });
      const kiosk = await openKiosk();
      await kiosk.touch(setupOf(kiosk).getByRole('button', { name: languageNames[language] }));
      const { setup } = textTables[language];
      for (const [step, title] of Object.entries(setup.titles)) {
        await expect(heading(kiosk, title)).toBeVisible();
        if (step === 'access') {
          await kiosk.touch(setupOf(kiosk).getByRole('button', { name: setup.access.accounts }));
        }
        for (const screen of screens.toReversed()) {
          await kiosk.resize(screen);
          if (step === 'network') {
            await expect(kiosk.button(setup.next)).toBeInViewport({ ratio: 1 });
          }
          expect(await overflowingTexts(kiosk.page), `${step}, ${screen.width}x${screen.height}`).toEqual([]);
        }
        if (step === 'network') {
          await writeFile(plug, '');
        }
        if (step === 'done') {
          break;
        }
        await kiosk.touch(kiosk.button(setup.next));
        if (step !== 'access') {
          continue;
        }
        // The code makes the page longer, and moves what is below it.
        await expect(kiosk.page.locator('petlog-first-device .code')).toBeVisible();
        await kiosk.touch(kiosk.button(textTables[language].pairing.later));
      }
    });
  }
});
