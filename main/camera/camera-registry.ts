import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { Config } from '../../shared/config.ts';
import { cameraIds } from '../../shared/config/config-of-camera.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Watcher } from '../live/watcher.ts';
import type { Logger } from '../system/logger.ts';
import type { CameraOrder } from './camera-order.ts';
import type { CameraStation } from './camera-station.ts';
import type { AllSettings } from './camera-settings-view.ts';

interface CameraRegistryOptions {
  readonly settings: AllSettings;
  readonly order: CameraOrder;
  readonly logger: Logger;
  open(cameraId: string): Promise<CameraStation>;
  /** What was kept of a camera that is removed: its privacy, and whether it was on. */
  forget(cameraId: string): Promise<void>;
}

/** Who asks, as far as it matters which cameras they may see. */
export interface CameraViewer {
  /** All where it is left out. */
  readonly cameraIds?: readonly string[] | undefined;
}

/** All cameras, by their ids: opened and closed as the configuration says, each on its own. */
export class CameraRegistry {
  readonly #options: CameraRegistryOptions;
  readonly #stations = new Map<string, CameraStation>();
  readonly #unsubscribe: () => void;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(options: CameraRegistryOptions) {
    this.#options = options;
    this.#unsubscribe = options.settings.onChange(({ changedKeys }) => {
      if (changedKeys.some((key) => key.startsWith('cameras.'))) {
        this.#follow();
      }
    });
  }

  /** Opens every camera of the configuration; none of them runs yet. */
  static async open(options: CameraRegistryOptions): Promise<CameraRegistry> {
    const registry = new CameraRegistry(options);
    await registry.#openMissing();
    return registry;
  }

  /** The camera that is always there. */
  get main(): CameraStation {
    return this.#stations.get(mainCameraId)!;
  }

  /** In people's order. */
  get all(): readonly CameraStation[] {
    return this.#options.order.sorted([...this.#stations.values()]);
  }

  find(cameraId: string): CameraStation | null {
    return this.#stations.get(cameraId) ?? null;
  }

  /** Whether somebody may see a camera, and what is of it; it need not be there any more. */
  mayWatch({ cameraIds }: CameraViewer, cameraId: string): boolean {
    return cameraIds === undefined || cameraIds.includes(cameraId);
  }

  /** Those that somebody may see, in people's order: what one may not see is not there. */
  visibleTo(viewer: CameraViewer): readonly CameraStation[] {
    return this.all.filter(({ cameraId }) => this.mayWatch(viewer, cameraId));
  }

  /**
   * The camera that somebody means.
   *
   * @param cameraId main where it is left out
   * @throws PetLogError `camera_not_found` also for one that they may not see
   */
  of(viewer: CameraViewer, cameraId = mainCameraId): CameraStation {
    const station = this.#stations.get(cameraId);
    if (station === undefined || !this.mayWatch(viewer, cameraId)) {
      throw new PetLogError('camera_not_found', { id: cameraId });
    }
    return station;
  }

  /** Everyone who watches any of them. */
  *watchers(): Generator<Watcher> {
    for (const { viewers } of this.#stations.values()) {
      yield* viewers.watchers;
    }
  }

  /** Resolves when the cameras are those of the configuration. */
  settled(): Promise<void> {
    return this.#work;
  }

  /** After the start: those that a person or the configuration wants run again. */
  resume(): void {
    this.#stations.forEach((station) => station.resume());
  }

  /** Ends every recording, so that all of them are on the disk. */
  async finishRecordings(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
    await Promise.all([...this.#stations.values()].map((station) => station.finishRecording()));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    await this.#work;
    await Promise.all([...this.#stations.values()].map((station) => station.close()));
  }

  get #config(): Config {
    return this.#options.settings.current;
  }

  /** One change after the other; what a later one needs not any more is not begun. */
  #follow(): void {
    const { logger } = this.#options;
    this.#work = this.#work
      .then(() => this.#openAndClose())
      .catch((error: unknown) => logger.error({ err: error }, 'the cameras could not follow their changed settings'));
  }

  async #openAndClose(): Promise<void> {
    const wanted = new Set(cameraIds(this.#config));
    await Promise.all([...this.#stations.values()].filter(({ cameraId }) => !wanted.has(cameraId)).map((station) => this.#remove(station)));
    if (!this.#isClosed) {
      (await this.#openMissing()).forEach((station) => station.resume());
    }
  }

  async #openMissing(): Promise<CameraStation[]> {
    const missing = cameraIds(this.#config).filter((cameraId) => !this.#stations.has(cameraId));
    const opened = await Promise.all(missing.map((cameraId) => this.#options.open(cameraId)));
    opened.forEach((station) => this.#stations.set(station.cameraId, station));
    await Promise.all(opened.map((station) => station.identify()));
    return opened;
  }

  /** Its viewers end, a recording is finished, and what was remembered of it is forgotten; recordings stay. */
  async #remove(station: CameraStation): Promise<void> {
    const { logger, forget } = this.#options;
    this.#stations.delete(station.cameraId);
    await station.finishRecording();
    await station.close();
    await forget(station.cameraId).catch((error: unknown) =>
      logger.warn({ err: error, cameraId: station.cameraId }, 'what was remembered of a removed camera is still there'),
    );
  }
}
