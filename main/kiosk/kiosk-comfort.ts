import type { PowerSaveBlocker } from 'electron';
import type { Config } from '../../shared/config.ts';
import type { KioskScreen } from '../../shared/ipc.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { ScreenBlanking } from './screen-blanking.ts';
import { ScreenBrightness, type ScreenLight } from './screen-brightness.ts';

export interface KioskComfortOptions {
  readonly settings: () => Config['kiosk'];
  readonly light: ScreenLight | null;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  /** The page has something else to do. */
  readonly onChange: (screen: KioskScreen) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How the screen treats whoever stands before it, as the settings of the kiosk want it. */
export class KioskComfort {
  readonly #settings: KioskComfortOptions['settings'];
  readonly #onChange: KioskComfortOptions['onChange'];
  readonly #brightness: ScreenBrightness;
  readonly #blanking: ScreenBlanking;

  constructor({ settings, light, powerSaveBlocker, onChange, clock, logger }: KioskComfortOptions) {
    this.#settings = settings;
    this.#onChange = onChange;
    this.#blanking = new ScreenBlanking(powerSaveBlocker);
    this.#brightness = new ScreenBrightness({ schedule: settings, light, onPageBrightness: () => this.#tell(), clock, logger });
    this.#blanking.apply(settings().screen_blanking);
    this.#brightness.start();
  }

  get screen(): KioskScreen {
    const { hide_cursor, on_screen_keyboard } = this.#settings();
    return { page_brightness_percent: this.#brightness.pagePercent, hide_cursor, on_screen_keyboard };
  }

  /** Somebody touches the screen. */
  wake(): void {
    this.#brightness.wake();
    this.#blanking.renew();
  }

  /** The window has got the focus. */
  focus(): void {
    this.#blanking.renew();
  }

  /** The settings may be others. */
  readSettings(): void {
    this.#blanking.apply(this.#settings().screen_blanking);
    this.#brightness.reschedule();
    this.#tell();
  }

  async close(): Promise<void> {
    this.#blanking.close();
    await this.#brightness.close();
  }

  #tell(): void {
    this.#onChange(this.screen);
  }
}
