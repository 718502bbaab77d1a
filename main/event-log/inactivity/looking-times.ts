import type { EventBus } from '../../events/event-bus.ts';
import type { Clock } from '../../system/clock.ts';

interface LookingTimesOptions {
  /** Of all cameras. */
  readonly bus: EventBus;
  readonly clock: Clock;
  /** Whether what a camera shows is noticed at all. */
  isNoticing(cameraId: string): boolean;
}

/** A camera that reconnects within that time has looked on. */
const toleratedMilliseconds = 300_000;

/** Since when each camera looks without a break: that nothing was seen means something only for that time. */
export class LookingTimes {
  readonly #options: LookingTimesOptions;
  /** By camera, in monotonic milliseconds; `until`: it does not look now. */
  readonly #times = new Map<string, { since: number; until: number | null }>();
  readonly #unsubscribes: readonly (() => void)[];

  constructor(options: LookingTimesOptions) {
    const { bus } = options;
    this.#options = options;
    this.#unsubscribes = [
      bus.on('camera.live', (_, { camera_id: cameraId }) => this.#begin(cameraId)),
      bus.on('camera.lost', (_, { camera_id: cameraId }) => this.#pause(cameraId)),
      bus.on('camera.stopped', (_, { camera_id: cameraId }) => this.#pause(cameraId)),
      bus.on('settings.changed', () => this.#forgetBlind()),
    ];
  }

  close(): void {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
  }

  /**
   * For how long the one of these cameras that looks longest has looked, in milliseconds; null where none looks.
   *
   * @param cameraIds empty for any
   */
  longestMilliseconds(cameraIds: readonly string[]): number | null {
    const now = this.#options.clock.monotonicMilliseconds();
    const times = [...this.#times]
      .filter(([cameraId, { until }]) => until === null && (cameraIds.length === 0 || cameraIds.includes(cameraId)))
      .filter(([cameraId]) => this.#options.isNoticing(cameraId))
      .map(([, { since }]) => now - since);
    return times.length === 0 ? null : Math.max(...times);
  }

  #begin(cameraId: string | null): void {
    if (cameraId === null) {
      return;
    }
    const now = this.#options.clock.monotonicMilliseconds();
    const before = this.#times.get(cameraId);
    const isContinued = before !== undefined && (before.until === null || now - before.until < toleratedMilliseconds);
    this.#times.set(cameraId, { since: isContinued ? before.since : now, until: null });
  }

  #pause(cameraId: string | null): void {
    const times = cameraId === null ? undefined : this.#times.get(cameraId);
    if (times !== undefined) {
      times.until ??= this.#options.clock.monotonicMilliseconds();
    }
  }

  /** One that notices nothing begins anew when it does again. */
  #forgetBlind(): void {
    const now = this.#options.clock.monotonicMilliseconds();
    for (const [cameraId, times] of this.#times) {
      if (!this.#options.isNoticing(cameraId)) {
        times.since = Infinity;
      } else if (times.since === Infinity) {
        times.since = now;
      }
    }
  }
}
