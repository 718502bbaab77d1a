import { expect } from '@playwright/test';
import type { Config, ConfigPatch } from '../../shared/config.ts';
import type { SetupState } from '../../shared/ipc.ts';
import { askBridge, callBridge } from './kiosk-bridge.ts';
import { kioskHost, openKiosk, test, type Kiosk } from './kiosk.ts';
import type { Screen } from './kiosk-screens.ts';
import { withSmallPicture, type PetLogProcessOptions } from './petlog-process.ts';

/** The only one that tests of a shared kiosk choose. */
export const kioskPin = '2468';

/** What the tests of a kiosk change. */
interface Beginning {
  readonly setup: SetupState;
  readonly settings: ConfigPatch;
}

/**
 * One kiosk for all tests of a group: starting a window takes longer than what most of them look at.
 * Each test gets a new connection and a page loaded anew, with the camera running, and everything that
 * the one before it changed as it was at first. Called within a `describe`, or once for a file.
 */
export function shareKiosk(firstScreen: Screen, options: PetLogProcessOptions = {}): (screen?: Screen) => Promise<Kiosk> {
  // In one worker, one after the other, and the next also after one has failed.
  test.describe.configure({ mode: 'default' });
  let opened = new AsyncDisposableStack();
  let shared: { readonly kiosk: Kiosk; readonly beginning: Beginning } | undefined;
  let isNew = true;

  test.afterEach(() => {
    shared?.kiosk.disconnect();
    isNew = false;
  });
  test.afterAll(async () => {
    await opened.disposeAsync();
    [opened, shared, isNew] = [new AsyncDisposableStack(), undefined, true];
  });

  return async (screen = firstScreen) => {
    test.info().annotations.push({ type: 'kiosk host', description: kioskHost });
    if (shared === undefined) {
      const kiosk = await openKiosk(firstScreen, withSmallPicture(options), opened);
      shared = { kiosk, beginning: await beginningOf(kiosk) };
    }
    const { kiosk, beginning } = shared;
    if (!isNew) {
      await kiosk.connect();
      await putBack(kiosk, beginning);
      await kiosk.page.reload();
    }
    // What a connection made of the size of the window ends with it, and with it what the stand-in made of it.
    if (!isNew || screen !== firstScreen) {
      await kiosk.resize(screen);
    }
    return kiosk;
  };
}

async function beginningOf(kiosk: Kiosk): Promise<Beginning> {
  const { server, camera, recording, security, kiosk: screen }: Config = await askBridge(kiosk, 'settings.get', {});
  const { setup } = await askBridge(kiosk, 'kiosk.info', {});
  return {
    setup,
    settings: {
      server: { name: server.name, language: server.language, time_zone: server.time_zone },
      camera: { always_on: camera.always_on, rotation: camera.rotation },
      recording: { max_age_days: recording.max_age_days },
      security: { access: security.access },
      kiosk: screen,
    },
  };
}

async function putBack(kiosk: Kiosk, { setup, settings }: Beginning): Promise<void> {
  // Somebody leaves the page, which takes back the code that it shows.
  await kiosk.page.evaluate(() => {
    document.body.replaceChildren();
    localStorage.clear();
  });
  await removePin(kiosk);
  for (const { device_id: id } of (await askBridge(kiosk, 'devices.list', {})).devices) {
    await askBridge(kiosk, 'devices.revoke', { id });
  }
  for (const { account_id: id } of (await askBridge(kiosk, 'accounts.list', {})).accounts) {
    await askBridge(kiosk, 'accounts.remove', { id });
  }
  await askBridge(kiosk, 'settings.change', settings);
  await askBridge(kiosk, 'privacy.set', { on: false });
  await callBridge(kiosk, 'record.stop', {});
  for (const { recording_id: id } of (await askBridge(kiosk, 'recordings.list', {})).recordings) {
    await askBridge(kiosk, 'recordings.remove', { id });
  }
  await askBridge(kiosk, 'live.start', {});
  await askBridge(kiosk, 'kiosk.save_setup', setup);
}

async function removePin(kiosk: Kiosk): Promise<void> {
  if ((await askBridge(kiosk, 'kiosk.info', {})).lock.has_pin) {
    // A wrong one may have been entered, and then has to be waited for.
    await expect.poll(() => callBridge(kiosk, 'kiosk.unlock', { pin: kioskPin })).toMatchObject({ ok: true });
    await askBridge(kiosk, 'kiosk.set_pin', { pin: null });
  }
}
