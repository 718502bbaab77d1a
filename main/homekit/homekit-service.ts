import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { HomeKitFault, HomeKitState, HomeKitStatus } from '../../shared/homekit.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { MakeSmall } from '../live/mjpeg/wall-reader.ts';
import type { Clock } from '../system/clock.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { HomeBridgeProcess, type HomeKitNews } from './home-bridge-process.ts';
import type { HomeFiles } from './home-files.ts';
import { HomePictures, type SeenCamera } from './home-pictures.ts';
import type { HomeCamera, HomeIdentity, HomeNames } from './protocol.ts';

/** A camera as a home needs it. */
export interface HomeKitCamera extends SeenCamera {
  readonly name: string;
}

interface HomeKitServiceOptions {
  readonly program: URL;
  readonly files: HomeFiles;
  readonly settings: { readonly current: Config; onChange(listener: () => void): () => void };
  /** Those that homes may have. */
  cameras(): readonly HomeKitCamera[];
  /** Who is before that camera. */
  seen(cameraId: string): { readonly pets: boolean; readonly people: boolean };
  names(): HomeNames;
  readonly version: string;
  readonly makeSmall: MakeSmall;
  /** Monotonic milliseconds that all processes of the machine share. */
  machineMilliseconds(): number;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What is answered to homes. */
interface Published {
  readonly process: HomeBridgeProcess;
  readonly wantedPort: number;
  readonly identity: HomeIdentity;
  readonly port: number;
  readonly setupUri: string;
  isPaired: boolean;
}

const retryMilliseconds = { portTaken: 30_000, crashed: 10_000 } as const;

/** PetLog in Apple's Home: one bridge with its cameras, while `homekit.enabled` is true. */
export class HomeKitService {
  readonly #options: HomeKitServiceOptions;
  readonly #jobs = new JobQueue();
  readonly #unsubscribes: readonly (() => void)[];
  readonly #pictures: HomePictures;
  #published: Published | null = null;
  #fault: HomeKitFault | null = null;
  #told = '';
  #cancelRetry = (): void => {};
  #isClosed = false;

  constructor(options: HomeKitServiceOptions) {
    this.#options = options;
    const { bus, settings, cameras, makeSmall, logger } = options;
    this.#pictures = new HomePictures({ cameras: () => cameras(), makeSmall, logger });
    this.#unsubscribes = [
      settings.onChange(() => this.#follow()),
      bus.on('cameras.changed', () => this.camerasChanged()),
      bus.on('privacy.changed', () => this.camerasChanged()),
    ];
    this.#follow();
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#published?.process.pid;
  }

  get status(): HomeKitStatus {
    const { current } = this.#options.settings;
    const published = this.#published;
    const isWaiting = published !== null && !published.isPaired;
    return {
      enabled: current.homekit.enabled,
      state: this.#state,
      port: published?.port ?? null,
      setup_code: isWaiting ? published.identity.setupCode : null,
      setup_uri: isWaiting ? published.setupUri : null,
      problem: this.#fault,
    };
  }

  /** Resolves with the status once what was asked for last is so. */
  async settled(): Promise<HomeKitStatus> {
    await this.#jobs.idle;
    return this.status;
  }

  /**
   * No home knows this PetLog any more; it can be added anew, with another code.
   *
   * @throws PetLogError `homekit_not_saved`
   */
  async removePairing(): Promise<void> {
    try {
      await this.#jobs.add(async () => {
        await this.#end();
        try {
          await this.#options.files.forget();
        } catch (error) {
          throw new PetLogError('homekit_not_saved', { reason: reasonOf(error) }, { cause: error });
        }
      });
    } finally {
      this.#follow(); // with the homes that there were, where they could not be forgotten
      await this.#jobs.idle;
    }
  }

  /** One came or went, is private, or somebody is before it. */
  camerasChanged(): void {
    const published = this.#published;
    if (published === null) {
      return;
    }
    const cameras = this.#cameras();
    const told = JSON.stringify(cameras);
    if (told !== this.#told) {
      this.#told = told;
      published.process.send({ type: 'cameras', cameras, names: this.#options.names() });
    }
  }

  /** Homes and the network are told; resolves when nothing is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.#cancelRetry();
    await this.#jobs.add(() => this.#end());
  }

  get #state(): HomeKitState {
    if (this.#published !== null) {
      return this.#published.isPaired ? 'paired' : 'waiting';
    }
    return this.#fault !== null ? 'failing' : this.#options.settings.current.homekit.enabled ? 'starting' : 'off';
  }

  #follow(): void {
    this.#cancelRetry();
    void this.#jobs.add(() => this.#settle());
  }

  async #settle(): Promise<void> {
    const { enabled, port } = this.#options.settings.current.homekit;
    if (this.#published !== null && (!enabled || this.#published.wantedPort !== port)) {
      await this.#end();
    }
    if (!enabled || this.#isClosed) {
      this.#fault = null;
    } else if (this.#published === null) {
      await this.#begin(port);
    } else {
      this.camerasChanged();
    }
  }

  async #begin(port: number): Promise<void> {
    const { program, files, names, version, machineMilliseconds, clock, logger } = this.#options;
    const process: HomeBridgeProcess = new HomeBridgeProcess({
      program,
      clock,
      logger,
      onNews: (news) => this.#hear(process, news),
      onGone: () => this.#gone(process),
    });
    try {
      const identity = await files.openIdentity();
      const cameras = this.#cameras();
      this.#told = JSON.stringify(cameras);
      const machineOffsetMilliseconds = machineMilliseconds() - clock.monotonicMilliseconds();
      const question = { directory: files.pairingDirectory, identity, names: names(), version, port, cameras, machineOffsetMilliseconds };
      const answer = await process.publish(question);
      this.#published = { process, wantedPort: port, identity, ...answer };
      this.#fault = null;
      this.camerasChanged();
    } catch (error) {
      await process.close();
      this.#failed(error, port);
    }
  }

  #failed(error: unknown, port: number): void {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const fault = isTaken ? faultOf('homekit_port_in_use', { port }) : faultOf('homekit_failed', { reason: reasonOf(error) });
    if (fault.detail !== this.#fault?.detail) {
      this.#options.logger.warn({ err: error }, fault.detail);
    }
    this.#fault = fault;
    this.#retryAfter(isTaken ? retryMilliseconds.portTaken : retryMilliseconds.crashed);
  }

  #gone(process: HomeBridgeProcess): void {
    if (this.#published?.process !== process) {
      return; // it had not begun: whoever waits for it is told
    }
    this.#published = null;
    this.#pictures.endStreams();
    this.#fault = faultOf('homekit_failed', { reason: 'its process ended' });
    void this.#jobs.add(() => process.close());
    this.#retryAfter(retryMilliseconds.crashed);
  }

  #retryAfter(milliseconds: number): void {
    this.#cancelRetry();
    if (!this.#isClosed) {
      this.#cancelRetry = this.#options.clock.after(milliseconds, () => this.#follow());
    }
  }

  async #end(): Promise<void> {
    const published = this.#published;
    this.#published = null;
    this.#pictures.endStreams();
    await published?.process.close();
  }

  #cameras(): HomeCamera[] {
    const { cameras, seen } = this.#options;
    return cameras().map(({ cameraId, name, isActive }) => {
      const { pets, people } = seen(cameraId);
      return { cameraId, name, petsSeen: pets, peopleSeen: people, isActive };
    });
  }

  #hear(process: HomeBridgeProcess, news: HomeKitNews): void {
    if (news.type !== 'paired') {
      this.#pictures.hear(process, news);
      return;
    }
    if (this.#published !== null) {
      this.#published.isPaired = news.isPaired;
    }
    this.#options.logger.info({}, news.isPaired ? 'a home was paired by HomeKit' : 'no home is paired by HomeKit any more');
  }
}

const faultOf = (code: HomeKitFault['code'], values: Record<string, string | number>): HomeKitFault => ({
  code,
  detail: new PetLogError(code, values).message,
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
