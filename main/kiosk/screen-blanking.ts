import type { PowerSaveBlocker } from 'electron';
import type { Config } from '../../shared/config.ts';

/**
 * Keeps the desktop from blanking the screen, for as long as it is asked to.
 *
 * On Wayland it is a window that keeps its screen awake, and Chromium drops the
 * wish, without a word, unless a window of its has the focus. So it is renewed
 * whenever one has.
 */
export class ScreenBlanking {
  readonly #blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  #id: number | null = null;

  constructor(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>) {
    this.#blocker = blocker;
  }

  apply(blanking: Config['kiosk']['screen_blanking']): void {
    if (blanking === 'system') {
      this.close();
    } else {
      this.#id ??= this.#blocker.start('prevent-display-sleep');
    }
  }

  /** The window has the focus, or is touched. */
  renew(): void {
    if (this.#id !== null) {
      // First the end, then the beginning: of two wishes that are the same, Electron passes on only the first.
      this.#blocker.stop(this.#id);
      this.#id = this.#blocker.start('prevent-display-sleep');
    }
  }

  close(): void {
    if (this.#id !== null) {
      this.#blocker.stop(this.#id);
      this.#id = null;
    }
  }
}
