import type { KioskScreen, PetLogBridge } from '../../../shared/ipc.ts';

/** What can be switched on and off. */
interface Switch {
  start(): void;
  stop(): void;
}

export interface KioskComfortParts {
  readonly dimmer: { brightnessPercent: number };
  readonly cursor: Switch;
  readonly typing: Switch;
}

/** Touches are told no more often. */
const wakeMilliseconds = 5_000;

/** Does what the main process wants of the page for whoever stands before it, and tells it when somebody does. */
export class KioskComfort {
  readonly #bridge: PetLogBridge;
  readonly #parts: KioskComfortParts;
  #stop: AbortController | undefined;
  #unsubscribe = (): void => {};
  #wokenAt = -Infinity;

  constructor(bridge: PetLogBridge, parts: KioskComfortParts) {
    this.#bridge = bridge;
    this.#parts = parts;
  }

  async open(): Promise<void> {
    this.#stop = new AbortController();
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    document.addEventListener('pointerdown', this.#onTouch, options);
    document.addEventListener('keydown', this.#onTouch, options);
    this.#unsubscribe = this.#bridge.on('screen', (screen) => this.#apply(screen));
    const reply = await this.#bridge.call('kiosk.info', {});
    if (reply.ok) {
      this.#apply(reply.value.screen);
    }
  }

  close(): void {
    this.#stop?.abort();
    this.#unsubscribe();
    this.#apply({ page_brightness_percent: 100, hide_cursor: false, on_screen_keyboard: false });
  }

  #apply({ page_brightness_percent, hide_cursor, on_screen_keyboard }: KioskScreen): void {
    const { dimmer, cursor, typing } = this.#parts;
    dimmer.brightnessPercent = page_brightness_percent;
    for (const [part, isOn] of [
      [cursor, hide_cursor],
      [typing, on_screen_keyboard],
    ] as const) {
      if (isOn) {
        part.start();
      } else {
        part.stop();
      }
    }
  }

  readonly #onTouch = (): void => {
    if (performance.now() - this.#wokenAt < wakeMilliseconds) {
      return;
    }
    this.#wokenAt = performance.now();
    void this.#bridge.call('kiosk.wake', {});
  };
}
