import { PetLogError } from '../../shared/errors.ts';
import type { Problem } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { WorkerProcess, type WorkerPatience } from '../system/worker-process.ts';
import type { CameraSound, HeardInput, SoundCommand, SoundEvent } from '../media/sound/protocol.ts';
import { SoundBuffer } from '../media/sound/sound-buffer.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import type { OpusFrame } from '../media/sound/sound-frame.ts';
import type { SoundCard } from './sound-cards.ts';
import { SoundLevel } from './sound-level.ts';

/** Where a camera's sound comes from: a microphone by its name of ALSA, the mock camera's own tone, or the camera on the network itself. */
export type SoundPlace = Exclude<HeardInput, { kind: 'camera' }> | { readonly kind: 'camera' };

/** Hears what a camera itself sends. */
export interface OwnSoundListener {
  /** Before the first of it, and again when it is another or comes back. */
  begins(format: SoundFormat): void;
  take(sound: CameraSound): void;
  /** Why nothing is heard, in one sentence. */
  fails(reason: string): void;
}

export interface SoundServiceOptions {
  readonly program: URL;
  readonly clock: Clock;
  readonly logger: Logger;
  config(): Pick<Config, 'camera'>;
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  /** Those of this machine. */
  listMicrophones(): Promise<readonly SoundCard[]>;
  /** @throws PetLogError `microphone_unavailable` where there is none */
  findPlace(): Promise<SoundPlace>;
  /** Monotonic milliseconds that all processes of the machine share. */
  machineMilliseconds(): number;
  /** What the camera itself sends, from now on. @returns ends it */
  readonly ownSound: {
    listen(listener: OwnSoundListener): () => void;
    /** Its sound is missed while pictures come. */ pictureCame(): void;
  };
  /** Where the camera's video is made. */
  readonly media: { keepSound(isKept: boolean): void; hear(number: number, data: Buffer): void; forgetSound(): void };
}

const patience: WorkerPatience = {
  startMilliseconds: 20_000,
  request: { silentMilliseconds: 10_000, workMilliseconds: 30_000, looks: 2 },
  lingerMilliseconds: 0,
  stopMilliseconds: { usual: 2000, shutdown: 500 },
};

/** After the last picture that somebody wanted as video, the microphone stays open for so long. */
const lingerMilliseconds = 3000;
/** For whoever begins to watch with the newest keyframe. */
const keptMilliseconds = 10_000;
const retryMilliseconds = 10_000;

/**
 * The sound of one camera. Its process, and the microphone, are open while `camera.sound` is on and somebody wants the
 * camera's video: a live one, a recording, or the last minutes.
 */
export class SoundService {
  readonly #options: SoundServiceOptions;
  readonly #worker: WorkerProcess<object, SoundCommand, SoundEvent>;
  readonly #heard = new SoundBuffer(keptMilliseconds);
  readonly #stopFollowing: () => void;
  #wantedMilliseconds = -Infinity;
  #isListening = false;
  /** For a microphone; what an earlier one finds later counts for nothing. */
  #latestSearch: symbol | null = null;
  #problem: Problem | null = null;
  readonly #level: SoundLevel;
  /** Who takes it as Opus. */
  readonly #opusTakers = new Set<(frame: OpusFrame) => void>();
  #cancelLook: () => void = () => {};
  #cancelRetry: () => void = () => {};
  #endOwnSound: () => void = () => {};

  constructor(options: SoundServiceOptions) {
    this.#options = options;
    const { program, clock, logger, media } = options;
    this.#worker = new WorkerProcess(
      { name: 'sound process', program, clock, logger, patience },
      {
        isNeeded: () => this.#isListening,
        ready: () => {
          this.#wantOpus();
          void this.#listen();
        },
        report: (event) => this.#handle(event),
      },
    );
    this.#level = new SoundLevel(clock, (isWanted) => this.#worker.send({ type: 'tell-level', isWanted }));
    this.#stopFollowing = options.onSettingsChanged((keys) => this.#settingsChanged(keys));
    media.keepSound(this.isOn);
  }

  /** Whether the camera is to be heard; off, there is no process and no track. */
  get isOn(): boolean {
    const { camera } = this.#options.config();
    return camera.sound && camera.enabled;
  }

  /** Those that it could be heard with. */
  microphones(): Promise<readonly SoundCard[]> {
    return this.#options.listMicrophones();
  }

  /** What was heard lately; null while sound is off. */
  get heard(): SoundBuffer | null {
    return this.isOn ? this.#heard : null;
  }

  /** Why nothing is heard. */
  get problem(): Problem | null {
    return this.isOn ? this.#problem : null;
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /** A picture came. @param isSoundWanted somebody wants it as video with sound */
  heardBy(isSoundWanted: boolean): void {
    this.#options.ownSound.pictureCame();
    if (!isSoundWanted || !this.isOn) {
      return;
    }
    this.#wantedMilliseconds = this.#options.clock.monotonicMilliseconds();
    if (!this.#isListening) {
      this.#isListening = true;
      this.#worker.start();
      if (this.#worker.isReady) {
        void this.#listen();
      }
      this.#look();
    }
  }

  /** As `SoundLevel.next`. */
  level(): Promise<number | null> {
    return this.#level.next();
  }

  /**
   * Gives what is heard as Opus too, from now on. It opens no microphone: whoever hears it watches the camera's video.
   * Nobody is given anything that was heard before sound was switched off, or privacy on.
   *
   * @returns ends it; without anybody who takes it nothing is encoded so
   */
  takeOpus(take: (frame: OpusFrame) => void): () => void {
    this.#opusTakers.add(take);
    this.#wantOpus();
    return () => {
      this.#opusTakers.delete(take);
      this.#wantOpus();
    };
  }

  /** Closes the microphone at once, and forgets what was heard; it opens again with the next picture. For privacy. */
  hush(): void {
    this.#stop();
    this.#heard.forgetAll();
    this.#options.media.forgetSound();
  }

  async close(): Promise<void> {
    this.#stopFollowing();
    this.#stop();
    this.#level.close();
    await this.#worker.close();
  }

  /** Ends what nobody wants any more; as often as it takes. */
  #look(): void {
    const { clock } = this.#options;
    this.#cancelLook = clock.after(1000, () => {
      if (clock.monotonicMilliseconds() - this.#wantedMilliseconds > lingerMilliseconds) {
        this.#stop();
      } else {
        this.#look();
      }
    });
  }

  #stop(): void {
    this.#isListening = false;
    this.#latestSearch = null;
    this.#problem = null;
    this.#cancelLook();
    this.#cancelRetry();
    this.#endOwnSound();
    this.#worker.endUnlessNeeded();
  }

  #wantOpus(): void {
    this.#worker.send({ type: 'encode-opus', isWanted: this.#opusTakers.size > 0 });
  }

  async #listen(): Promise<void> {
    const { clock, findPlace, ownSound, logger } = this.#options;
    const search = Symbol('search');
    this.#latestSearch = search;
    this.#cancelRetry();
    try {
      const place = await findPlace();
      if (this.#latestSearch !== search) {
        return;
      }
      this.#endOwnSound();
      if (place.kind === 'camera') {
        this.#endOwnSound = ownSound.listen({
          begins: (format) => this.#hear({ kind: 'camera', format }),
          take: (sound) => this.#worker.send({ type: 'camera-sound', ...sound }),
          fails: (reason) => this.#fail(new PetLogError('microphone_unavailable', { reason })),
        });
      } else {
        this.#hear(place);
      }
    } catch (error) {
      if (this.#latestSearch === search) {
        this.#endOwnSound();
        this.#fail(error instanceof PetLogError ? error : new PetLogError('microphone_unavailable', { reason: String(error) }));
        this.#cancelRetry = clock.after(retryMilliseconds, () => void this.#listen());
      }
      logger.debug({ err: error }, 'no microphone was found');
    }
  }

  #hear(input: HeardInput): void {
    const { clock, machineMilliseconds } = this.#options;
    this.#worker.send({ type: 'listen', input, machineOffsetMilliseconds: machineMilliseconds() - clock.monotonicMilliseconds() });
  }

  #fail(problem: PetLogError): void {
    this.#worker.send({ type: 'rest' }); // it may still listen to what was meant before
    this.#take(problem);
  }

  #handle(event: SoundEvent): void {
    const { media } = this.#options;
    switch (event.type) {
      case 'sound':
        if (this.#isListening && this.isOn) {
          this.#heard.add(event.number, event.data);
          media.hear(event.number, event.data);
        }
        break;
      case 'opus':
        if (this.#isListening && this.isOn) {
          this.#opusTakers.forEach((take) => take(event));
        }
        break;
      case 'level':
        this.#level.measured(event.dbfs);
        break;
      case 'microphone':
        this.#take(event.problem === null ? null : new PetLogError('microphone_unavailable', { reason: event.problem }));
    }
  }

  #take(problem: PetLogError | null): void {
    if (problem?.message === this.#problem?.message) {
      return;
    }
    const { clock, logger } = this.#options;
    if (problem === null) {
      this.#problem = null;
      return;
    }
    logger.warn({}, problem.message);
    const { code, message } = problem;
    this.#problem = { code, message, since: new Date(clock.nowMicroseconds() / 1000).toISOString() };
  }

  #settingsChanged(keys: readonly string[]): void {
    if (!keys.some((key) => ['camera.sound', 'camera.microphone', 'camera.enabled', 'camera.source'].includes(key))) {
      return;
    }
    this.#options.media.keepSound(this.isOn);
    if (!this.isOn) {
      this.#stop();
      this.#heard.forget();
    } else if (this.#isListening && this.#worker.isReady) {
      void this.#listen();
    }
  }
}
