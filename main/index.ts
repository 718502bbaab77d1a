/** PetLog with its kiosk window: Electron's main process. */
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, powerSaveBlocker, session } from 'electron';
import type { LoadedConfiguration } from './config/load.ts';
import { applicationArguments } from './kiosk/application-arguments.ts';
import { backlightDirectory } from './kiosk/backlight.ts';
import { tellThatSomebodyClosedIt } from './kiosk/closed-file.ts';
import { hasSpeaker } from './talk/has-speaker.ts';
import { openKiosk, type Kiosk } from './kiosk/kiosk.ts';
import { SetupFile } from './kiosk/setup-file.ts';
import { readOrder, runApplication, type Host } from './run.ts';
import { kioskCookieName } from './server/access/cookies.ts';
import { prepareDataDirectory } from './system/data-directory.ts';
import { installation } from './system/installation.ts';
import { makeDirectorySync } from './system/make-directory.ts';
import { Machine } from './system/machine.ts';
import { localUrl } from './system/network-addresses.ts';
import { isRaspberryPi, machineModel } from './system/raspberry-pi.ts';
import { StartupError } from './system/startup-error.ts';

// Electron waits for this module before it is ready, so nothing here may wait for Electron to be.
const order = await readOrder(applicationArguments(process.argv, process.defaultApp));
if ('exitCode' in order) {
  app.exit(order.exitCode);
} else if (order.configuration.config.server.headless) {
  runApplication(order.configuration, { exit: (code) => app.exit(code) });
} else if (setUpProfile(order.configuration.dataDirectory) && setUpSingleInstance()) {
  run(order.configuration);
}

/** Chromium's own files, which the single-instance lock is one of, go with the data they belong to. */
function setUpProfile(dataDirectory: string): boolean {
  try {
    prepareDataDirectory(dataDirectory);
  } catch (error) {
    process.stderr.write(`${error instanceof StartupError ? error.message : String(error)}\n`);
    app.exit(1);
    return false;
  }
  const directory = join(dataDirectory, 'kiosk');
  makeDirectorySync(directory, 0o700);
  app.setPath('userData', directory);
  return true;
}

/** A second start on the same data shows the window of the first. */
function setUpSingleInstance(): boolean {
  const isFirst = app.requestSingleInstanceLock();
  if (!isFirst) {
    tellThatSomebodyClosedIt(process.env);
    process.stderr.write('PetLog is already open on this screen; its window was brought to the front.\n');
    app.exit(0);
  }
  return isFirst;
}

function run(configuration: LoadedConfiguration): void {
  let kiosk: Kiosk | undefined;
  const show: Host['show'] = async (petlog, { logger, clock, version }) => {
    const { host, port } = petlog.address;
    await app.whenReady();
    // Electron took the signals for itself on its way here; under it, a second one would kill.
    shutdown.listen();
    Menu.setApplicationMenu(null);
    const { config, kiosk: access, timeZone } = petlog;
    const isOnRaspberryPi = isRaspberryPi(await machineModel(new Machine({ clock })));
    const setup = await SetupFile.open({
      dataDirectory: configuration.dataDirectory,
      isInUse: access.hasAdmin || access.kioskLock.state.has_pin,
      logger,
    });
    kiosk = await openKiosk({
      electron: { ipcMain, session: session.defaultSession, createWindow: (options) => new BrowserWindow(options), powerSaveBlocker },
      control: petlog.control,
      info: () => ({
        version,
        name: config().server.name,
        time_zone: timeZone.name,
        system_time_zone: timeZone.system,
        setup: setup.state,
        proposes_always_on: isOnRaspberryPi || config().camera.always_on,
        recordings_directory: join(configuration.dataDirectory, config().camera.storage_path),
        addresses: petlog.network.urls(),
        certificate_fingerprint: petlog.network.certificateFingerprint,
        authority_fingerprint: petlog.network.trust.authority?.fingerprint ?? null,
        access: config().security.access,
        has_admin: access.hasAdmin,
        lock: access.kioskLock.state,
      }),
      settings: () => config().kiosk,
      hasSpeaker: () => hasSpeaker(config()),
      backlightDirectory,
      lock: access.kioskLock,
      setup,
      leave: closeBySomebody,
      cookie: { name: kioskCookieName, value: access.kioskToken },
      url: `${localUrl(host, port)}/?view=kiosk`,
      preloadFile: installation.preloadFile,
      clock,
      logger,
    });
    return async () => kiosk?.close();
  };
  const closeBySomebody = (): void => {
    tellThatSomebodyClosedIt(process.env);
    shutdown.request();
  };
  const shutdown = runApplication(configuration, { exit: (code) => app.exit(code), show });
  app.on('second-instance', () => kiosk?.raise());
  app.on('before-quit', (event) => {
    event.preventDefault();
    closeBySomebody();
  });
}
