/** Chromium's offer to install a page (Manifest Incubations, BeforeInstallPromptEvent). */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

export type InstallationWay = 'installed' | 'prompt' | 'apple' | 'none';

interface Surroundings {
  readonly isStandalone: boolean;
  readonly hasPrompt: boolean;
  /** Safari on a phone or tablet says whether it is an app; no other browser does. */
  readonly isAppleBrowser: boolean;
}

export function installationWay({ isStandalone, hasPrompt, isAppleBrowser }: Surroundings): InstallationWay {
  if (isStandalone) {
    return 'installed';
  }
  return hasPrompt ? 'prompt' : isAppleBrowser ? 'apple' : 'none';
}

/** How this page becomes an app in this browser. */
export class InstallPrompt {
  readonly #listeners = new Set<() => void>();
  #event: InstallPromptEvent | null = null;

  /** The browser shows nothing by itself from now on: when to ask is up to the page. */
  listen(browserWindow: Window): void {
    browserWindow.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#set(event as InstallPromptEvent);
    });
    browserWindow.addEventListener('appinstalled', () => this.#set(null));
  }

  get way(): InstallationWay {
    const { standalone } = navigator as { standalone?: boolean };
    return installationWay({
      isStandalone: standalone === true || matchMedia('(display-mode: standalone)').matches,
      hasPrompt: this.#event !== null,
      isAppleBrowser: standalone === false,
    });
  }

  async ask(): Promise<void> {
    const event = this.#event;
    this.#set(null); // good for one question
    await event?.prompt();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(event: InstallPromptEvent | null): void {
    this.#event = event;
    this.#listeners.forEach((listener) => listener());
  }
}

/** Of the page, of which there is one. */
export const installPrompt = new InstallPrompt();
