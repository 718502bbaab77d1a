import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';

/** The camera as its manager sees it. */
export interface ManagedCamera {
  start(): void;
  stop(reason: string): Promise<void>;
}

/** Somebody's need of the camera. Releasing twice is harmless. */
export interface CameraLease {
  release(): void;
}

interface CameraManagerOptions {
  camera: ManagedCamera;
  clock: Clock;
  /** How long the camera runs on after the last need. */
  idleStopSeconds(): number;
}

/**
 * Decides when the camera runs: from the first need (a viewer, a snapshot, a
 * recording, an explicit start) until some seconds after the last one, or until
 * it is stopped.
 */
export class CameraManager {
  readonly #options: CameraManagerOptions;
  readonly #leases = new Set<symbol>();
  #isExplicitlyStarted = false;
  #isBlocked = false;
  #cancelIdleStop: () => void = () => {};

  constructor(options: CameraManagerOptions) {
    this.#options = options;
  }

  /** Started by a person or by configuration: it does not stop for idleness. */
  get isExplicitlyStarted(): boolean {
    return this.#isExplicitlyStarted;
  }

  get leaseCount(): number {
    return this.#leases.size;
  }

  /** From now on nobody gets the camera. Whoever has it keeps it until `stop`. */
  block(): void {
    this.#isBlocked = true;
  }

  unblock(): void {
    this.#isBlocked = false;
  }

  /** @throws PetLogError `privacy` while nobody gets the camera */
  assertAvailable(): void {
    if (this.#isBlocked) {
      throw new PetLogError('privacy');
    }
  }

  /**
   * Starts the camera when needed. Whoever acquires must release.
   *
   * @throws PetLogError `privacy`
   */
  acquire(who: string): CameraLease {
    this.assertAvailable();
    const lease = Symbol(who);
    this.#leases.add(lease);
    this.#cancelIdleStop();
    this.#options.camera.start();
    return {
      release: () => {
        if (this.#leases.delete(lease)) {
          this.#scheduleIdleStop();
        }
      },
    };
  }

  /** @throws PetLogError `privacy` */
  startExplicitly(): void {
    this.assertAvailable();
    this.#isExplicitlyStarted = true;
    this.#cancelIdleStop();
    this.#options.camera.start();
  }

  /** Stops the camera for everyone. Needs that exist end with it; a new one starts it again. */
  async stop(reason: string): Promise<void> {
    this.#isExplicitlyStarted = false;
    this.#leases.clear();
    this.#cancelIdleStop();
    await this.#options.camera.stop(reason);
  }

  #scheduleIdleStop(): void {
    this.#cancelIdleStop();
    if (this.#leases.size > 0 || this.#isExplicitlyStarted) {
      return;
    }
    this.#cancelIdleStop = this.#options.clock.after(this.#options.idleStopSeconds() * 1000, () => {
      void this.#options.camera.stop('idle');
    });
  }
}
