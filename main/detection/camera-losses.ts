import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import { StandingEvent } from './standing-event.ts';
import type { VisitLog } from './visit.ts';

interface CameraLossesOptions {
  readonly cameraId: string;
  /** As this camera uses it. */
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: VisitLog;
}

/** A camera that comes back sooner, as most do after a hiccup of the network, was not lost. */
const leastMilliseconds = 15_000;

/** Logs that a camera gives no picture although somebody wants one: one event until it is back, or not wanted any more. */
export class CameraLosses {
  readonly #options: CameraLossesOptions;
  readonly #event: StandingEvent;
  readonly #unsubscribes: readonly (() => void)[];
  #cancelWaiting: (() => void) | null = null;

  constructor(options: CameraLossesOptions) {
    const { bus } = options;
    this.#options = options;
    this.#event = new StandingEvent({ ...options, eventType: 'camera_lost' });
    this.#unsubscribes = [
      bus.on('camera.lost', ({ reason }) => this.#lost(reason)),
      bus.on('camera.live', () => this.#over()),
      bus.on('camera.stopped', () => this.#over()),
    ];
  }

  close(): void {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.#over();
  }

  #lost(reason: string): void {
    const { clock } = this.#options;
    const sinceMilliseconds = clock.monotonicMilliseconds();
    this.#cancelWaiting ??= clock.after(leastMilliseconds, () => this.#event.begin(sinceMilliseconds, { reason }, null));
  }

  #over(): void {
    this.#cancelWaiting?.();
    this.#cancelWaiting = null;
    this.#event.end();
  }
}
