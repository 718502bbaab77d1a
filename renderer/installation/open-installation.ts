import { language } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { Badge } from './badge.ts';
import { HintMoment } from './hint-moment.ts';
import { installPrompt } from './install-prompt.ts';
import { canBeStored, storeApp } from './stored-app.ts';

function storageOf(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[name];
  } catch {
    return null;
  }
}

/** A browser that gets alerts tells when it was given another address, and when its reader speaks another language. */
async function followAlerts(client: Pick<PetLogClient, 'call'>): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') {
    return;
  }
  const { openPushDevice } = await import('./push/this-device.ts');
  const device = openPushDevice(client);
  const look = (): void => void device.look().catch(() => {}); // the next page that is opened does
  language.onChange(look);
  look();
}

/** Makes the page an app where the browser can. Elsewhere, as over HTTP, nothing happens and nothing is said. */
export function openInstallation(client: Pick<PetLogClient, 'onStatus' | 'call'>): void {
  if (!canBeStored()) {
    return;
  }
  installPrompt.listen(window);
  const badge = new Badge(navigator, () => document.hidden);
  client.onStatus((status) => badge.show(status));
  document.addEventListener('visibilitychange', () => document.hidden || badge.clear());
  badge.clear();
  const moment = new HintMoment({ lasting: storageOf('localStorage'), ofVisit: storageOf('sessionStorage') });
  let isShown = false;
  const showHint = async (): Promise<void> => {
    if (isShown || !['prompt', 'apple'].includes(installPrompt.way) || !moment.pictureSeen()) {
      return;
    }
    isShown = true;
    const { InstallHint } = await import('./install-hint.ts');
    const hint = new InstallHint();
    hint.addEventListener('dismiss', () => moment.dismiss());
    document.body.append(hint);
  };
  const onPicture = (): void => {
    document.removeEventListener('picture-arrived', onPicture, { capture: true });
    moment.pictureSeen();
    // Not before the picture: the files are fetched once more for it.
    void storeApp();
    void followAlerts(client);
    installPrompt.onChange(() => void showHint());
    void showHint();
  };
  document.addEventListener('picture-arrived', onPicture, { capture: true });
}
