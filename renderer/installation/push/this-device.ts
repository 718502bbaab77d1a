import { suggestDeviceName } from '../../state/access/device-name.ts';
import { language, text } from '../../text/text.ts';
import { pageAddress } from '../../transport/page-address.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { installPrompt } from '../install-prompt.ts';
import { storeAppAgain } from '../stored-app.ts';
import { type PushBrowser, PushDevice, PushServiceError } from './push-device.ts';

const activeMilliseconds = 20_000;

/** The browser of this page. */
const thisBrowser: PushBrowser = {
  get isSecure() {
    return isSecureContext;
  },
  get takesPush() {
    return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  },
  get isApplePage() {
    return installPrompt.way === 'apple';
  },
  get permission() {
    return 'Notification' in window ? Notification.permission : 'default';
  },
  askPermission: () => Notification.requestPermission(),
  registration: async () => (await navigator.serviceWorker.getRegistration(pageAddress('/'))) ?? null,
  register: async () => {
    if (!(await storeAppAgain())) {
      throw new PushServiceError('the service worker could not be put in');
    }
    const late = new Promise<never>((_resolve, reject) =>
      setTimeout(() => reject(new PushServiceError('the service worker was not ready in time')), activeMilliseconds),
    );
    return Promise.race([navigator.serviceWorker.ready, late]);
  },
};

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Alerts to the browser of this page. */
export const openPushDevice = (client: Pick<PetLogClient, 'call'>): PushDevice =>
  new PushDevice({
    browser: thisBrowser,
    client,
    storage: storage(),
    language: () => language.language,
    deviceName: () => suggestDeviceName(navigator.userAgent, text()),
  });
