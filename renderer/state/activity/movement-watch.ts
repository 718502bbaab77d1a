import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MovementSeen } from '../../../shared/movement.ts';
import type { PetLogClient, SnapshotSource } from '../../transport/petlog-client.ts';
import type { Delay } from '../delay.ts';

/** After an answer that failed; also the rest between two looks at a page that nobody sees. */
const againMilliseconds = 2000;
/** Whoever leaves the screen as it is has it end by itself, as it keeps the camera awake. */
const longestMilliseconds = 3 * 60_000;

interface MovementWatchOptions {
  readonly client: Pick<PetLogClient, 'call'>;
  readonly snapshots: SnapshotSource;
  readonly delay: Delay;
  /** Whether nobody sees the page. */
  isHidden(): boolean;
  /** Addresses of pictures, as of `URL`. */
  readonly addresses: { create(picture: Blob): string; revoke(address: string): void };
}

/** One picture of a camera, and what PetLog sees in it. */
interface Look {
  readonly seen: MovementSeen;
  readonly picture: string;
}

/** What the look for movement sees, again and again while somebody watches: one question at a time, and none otherwise. */
export class MovementWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: MovementWatchOptions;
  #cameraId: string | null = null;
  #look: Look | null = null;
  #failure: unknown = undefined;
  /** Of this watching; what an earlier one asked for is answered in vain. */
  #run = 0;
  #cancels: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, options: MovementWatchOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get isWatching(): boolean {
    return this.#cameraId !== null;
  }

  /** The newest one; null before the first. */
  get look(): Look | null {
    return this.#look;
  }

  /** Why there is none just now; undefined while there is one. */
  get failure(): unknown {
    return this.#failure;
  }

  watch(cameraId: string): void {
    this.stop();
    this.#cameraId = cameraId;
    this.#cancels.push(this.#options.delay(longestMilliseconds, () => this.stop()));
    void this.#ask(cameraId, this.#run);
    this.#host.requestUpdate();
  }

  stop(): void {
    this.#run += 1;
    this.#cancels.splice(0).forEach((cancel) => cancel());
    this.#cameraId = null;
    this.#failure = undefined;
    this.#show(null);
  }

  async #ask(cameraId: string, run: number): Promise<void> {
    const { client, snapshots, isHidden, addresses } = this.#options;
    while (run === this.#run) {
      if (isHidden()) {
        await this.#rest();
        continue;
      }
      try {
        const seen = await client.call('live.movement', { camera: cameraId });
        const { jpeg } = await snapshots.snapshot(cameraId);
        if (run === this.#run) {
          this.#failure = undefined;
          this.#show({ seen, picture: addresses.create(jpeg) });
        }
      } catch (error) {
        if (run === this.#run) {
          this.#failure = error;
          this.#show(null);
          await this.#rest();
        }
      }
    }
  }

  /** Goes on for ever when the watching ends meanwhile, as nobody waits for it then. */
  #rest(): Promise<void> {
    return new Promise((resolve) => this.#cancels.push(this.#options.delay(againMilliseconds, resolve)));
  }

  #show(look: Look | null): void {
    if (this.#look !== null) {
      this.#options.addresses.revoke(this.#look.picture);
    }
    this.#look = look;
    this.#host.requestUpdate();
  }
}
