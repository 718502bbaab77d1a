import type { LiveStatus } from '../../shared/api.ts';

type BadgeNavigator = Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;

/** The sign at the app's icon: how many things are wrong, while nobody looks. */
export class Badge {
  readonly #navigator: BadgeNavigator;
  readonly #isHidden: () => boolean;

  constructor(browser: BadgeNavigator, isHidden: () => boolean) {
    this.#navigator = browser;
    this.#isHidden = isHidden;
  }

  show({ problems }: Pick<LiveStatus, 'problems'>): void {
    if (this.#isHidden() && problems.length > 0) {
      this.#navigator.setAppBadge?.(problems.length).catch(() => {}); // only where it is installed
    } else {
      this.clear();
    }
  }

  clear(): void {
    this.#navigator.clearAppBadge?.().catch(() => {});
  }
}
