import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StorageUsage } from '../../../shared/storage.ts';
import type { Config } from '../../../shared/config.ts';
import type { KioskInfo } from '../../../shared/ipc.ts';
import { setupSteps, type SetupStep } from '../../../shared/setup-steps.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { isAllowed } from '../library/storage-fields.ts';

/** Nothing tells a screen that a network appears. */
const lookMilliseconds = 2_000;

/** What the setup changes. */
type Section = 'server' | 'camera' | 'recording' | 'security';
type Draft = { [S in Section]?: Partial<Config[S]> };
/** The settings with what was chosen on the screen and is not saved yet. */
export type SetupSettings = Pick<Config, Section>;

/** The way through the setup: what is chosen is saved whenever a step is left, and so is the step, until the setup was finished once. */
export class SetupController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #lookAgain: () => Promise<KioskInfo | null>;
  #information: KioskInfo | null = null;
  #step: SetupStep | null = null;
  /** Of a camera that was not set up before, so that the way is remembered. */
  #isFirst = false;
  /** Somebody went away from it, whether or not that could be saved. */
  #isOver = false;
  #config: Config | null = null;
  #storage: StorageUsage | null = null;
  #draft: Draft = {};
  #isBusy = false;
  #failure: unknown;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param lookAgain reads the kiosk's information anew */
  constructor(host: ReactiveControllerHost, client: PetLogClient, lookAgain: () => Promise<KioskInfo | null>) {
    this.#host = host;
    this.#client = client;
    this.#lookAgain = lookAgain;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#watchNetwork(false);
  }

  /** Null while it is closed. */
  get step(): SetupStep | null {
    return this.#step;
  }

  get isFirst(): boolean {
    return this.#isFirst;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** What went wrong; undefined when nothing did. */
  get failure(): unknown {
    return this.#failure;
  }

  get storage(): StorageUsage | null {
    return this.#storage;
  }

  /** Null before the first answer. */
  get settings(): SetupSettings | null {
    if (this.#config === null) {
      return null;
    }
    const { server, recording, security, camera } = this.#config;
    return {
      server: { ...server, ...this.#draft.server },
      recording: { ...recording, ...this.#draft.recording },
      security: { ...security, ...this.#draft.security },
      camera: { ...camera, ...this.#draft.camera },
    };
  }

  /** The settings as they count now. */
  get saved(): SetupSettings | null {
    return this.#config;
  }

  /** The steps that there are for this camera. */
  get steps(): readonly SetupStep[] {
    const needsPairing = this.#information?.access === 'accounts' && !this.#information.has_admin;
    return setupSteps.filter((step) => step !== 'pairing' || needsPairing || this.#step === 'pairing');
  }

  /** Whether what stands on the screen may be saved. */
  get isRight(): boolean {
    const { name } = this.#draft.server ?? {};
    const { max_age_days: days = 0, max_total_gb: gigabytes = 0 } = this.#draft.recording ?? {};
    return name?.trim() !== '' && isAllowed('max_age_days', days) && isAllowed('max_total_gb', gigabytes);
  }

  /** Takes what is known about this screen, and begins by itself where the camera was never set up. */
  follow(information: KioskInfo | null): void {
    this.#information = information;
    if (information === null || information.setup.finished || information.lock.locked || this.#isOver || this.#step !== null) {
      return;
    }
    const { step } = information.setup;
    this.#isFirst = true;
    void this.#enter(this.steps.includes(step) ? step : 'done');
  }

  /** Begins at the first step, for whoever wants to change something. */
  open(): void {
    if (this.#step !== null) {
      return;
    }
    this.#isFirst = false;
    void this.#enter('language');
  }

  change<S extends Section>(section: S, values: Partial<Config[S]>): void {
    this.#draft = { ...this.#draft, [section]: { ...this.#draft[section], ...values } };
    this.#host.requestUpdate();
  }

  next(): Promise<void> {
    return this.#leave(1);
  }

  back(): Promise<void> {
    if (!this.isRight) {
      this.#draft = {};
    }
    return this.#leave(-1);
  }

  /** Ends it; what was not saved by then is not. Where the end cannot be remembered, the setup comes again at the next start. */
  async skip(): Promise<void> {
    this.close(); // first, so that a step that is just being left is not saved as the one to go on with
    if (this.#isFirst) {
      await this.#client.call('kiosk.save_setup', { step: 'done', finished: true }).catch(() => undefined);
    }
  }

  close(): void {
    this.#isOver = true;
    this.#step = null;
    this.#draft = {};
    this.#failure = undefined;
    this.#watchNetwork(false);
    this.#host.requestUpdate();
  }

  async #enter(step: SetupStep): Promise<void> {
    this.#step = step;
    this.#failure = undefined;
    this.#watchNetwork(step === 'network' || step === 'done');
    this.#host.requestUpdate();
    await this.#try(async () => {
      this.#config = await this.#client.call('settings.get', {});
      if (step === 'always_on' && this.#isFirst) {
        // What stands on the screen is what is saved by going on.
        this.#draft = { ...this.#draft, camera: { always_on: this.#information?.proposes_always_on ?? this.#config.camera.always_on } };
      }
      if (step === 'storage') {
        this.#storage = await this.#client.call('storage.get', {});
      }
    });
  }

  /** Saves, and goes on or back from there. */
  #leave(by: 1 | -1): Promise<void> {
    return this.#try(async () => {
      const from = this.#step;
      if (from === null || !this.isRight) {
        return;
      }
      const hasGone = (): boolean => this.#step !== from; // the setup was closed meanwhile, and stays so
      if (Object.keys(this.#draft).length > 0) {
        this.#config = await this.#client.call('settings.change', this.#trimmed());
      }
      if (hasGone()) {
        return;
      }
      this.#draft = {};
      // Whether somebody has to be let in depends on what was saved.
      this.#information = await this.#lookAgain();
      if (hasGone()) {
        return;
      }
      const { steps } = this;
      const step = steps[steps.indexOf(from) + by] ?? null;
      if (this.#isFirst) {
        await this.#client.call('kiosk.save_setup', { step: step ?? 'done', finished: step === null });
      }
      if (hasGone()) {
        return;
      }
      if (step === null) {
        this.close();
        return;
      }
      this.#isBusy = false;
      await this.#enter(step);
    });
  }

  #trimmed(): Draft {
    const { server } = this.#draft;
    return server?.name === undefined ? this.#draft : { ...this.#draft, server: { ...server, name: server.name.trim() } };
  }

  async #try(work: () => Promise<void>): Promise<void> {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    this.#failure = undefined;
    this.#host.requestUpdate();
    try {
      await work();
    } catch (error) {
      this.#failure = error;
    } finally {
      this.#isBusy = false;
      this.#host.requestUpdate();
    }
  }

  #watchNetwork(isWatched: boolean): void {
    clearInterval(this.#timer);
    this.#timer = isWatched ? setInterval(() => void this.#lookAgain(), lookMilliseconds) : undefined;
  }
}
