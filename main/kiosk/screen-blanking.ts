import type { PowerSaveBlocker } from 'electron';
import type { Config } from '../../shared/config.ts';

/** Keeps the desktop from blanking the screen, for as long as it is asked to. */
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

  close(): void {
    if (this.#id !== null) {
      this.#blocker.stop(this.#id);
      this.#id = null;
    }
  }
}
