import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import { diskReason } from '../system/disk-errors.ts';
import { isMissing } from '../system/is-missing.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { readSmallFile } from '../system/read-small-file.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isoTime } from './live-status.ts';

const PrivacyFile = z.strictObject({ since: z.iso.datetime({ offset: true }).nullable(), resumes: z.boolean() });
type PrivacyFile = z.infer<typeof PrivacyFile>;

export interface PrivacyDependencies {
  /** `block` refuses every need of the camera, `unblock` none any more. */
  manager: {
    readonly isStartedByPerson: boolean;
    block(): void;
    unblock(): void;
    startExplicitly(): void;
    resume(): void;
    stop(reason: string): Promise<void>;
  };
  recorder: { endAny(reason: string): Promise<unknown> };
  viewers: { endAll(): number };
  /** What a person last said about the camera. */
  wish: { readonly value: 'on' | 'off' | null };
  bus: EventBus;
  clock: Clock;
  logger: Logger;
}

/**
 * Switches the camera off for everyone until it is released, over restarts too:
 * `privacy.json` in the data directory. What cannot be read there counts as
 * switched on, and is put aside.
 */
export class Privacy {
  readonly #dependencies: PrivacyDependencies;
  readonly #path: string;
  #state: PrivacyFile;
  /** What a restart would find; null where that is not known. */
  #saved: PrivacyFile | null;
  /** The file was damaged, and nobody has decided anew. */
  #damage: PetLogError | null;
  readonly #turns = new JobQueue();
  #problem: PetLogError | null = null;

  /** @param read what `read` found */
  constructor({ path, saved, damage }: ReadPrivacy, dependencies: PrivacyDependencies) {
    this.#path = path;
    this.#saved = saved;
    this.#damage = damage;
    this.#state = saved ?? { since: isoTime(dependencies.clock.nowMicroseconds()), resumes: false };
    this.#dependencies = dependencies;
    if (this.isOn) {
      dependencies.manager.block();
    }
  }

  /** What the directory says about it. Never rejects. */
  static async read(options: ReadPrivacyOptions): Promise<ReadPrivacy> {
    const path = join(options.dataDirectory, 'privacy.json');
    return { path, ...(await read(path, options)) };
  }

  get isOn(): boolean {
    return this.#state.since !== null;
  }

  /** When it was switched on, in ISO 8601; null while it is off. */
  get since(): string | null {
    return this.#state.since;
  }

  /** @throws PetLogError `privacy` while it is on */
  assertOff(): void {
    if (this.isOn) {
      throw new PetLogError('privacy');
    }
  }

  /** Resolves when the camera has stopped, or is on its way back to what it did before. */
  async set(on: boolean): Promise<{ on: boolean; since: string | null }> {
    await this.#turns.add(async () => (on === this.isOn ? undefined : on ? this.#switchOn() : this.#release()));
    this.#damage = null;
    return { on: this.isOn, since: this.since };
  }

  /** What could not be read of it, until somebody decides, and what could not be saved. */
  get problems(): readonly PetLogError[] {
    return [this.#damage, this.#problem].filter((problem) => problem !== null);
  }

  /** Saves what could not be saved. Never throws. */
  retry(): void {
    if (this.#problem !== null) {
      void this.#turns.add(() => this.#save());
    }
  }

  /** What is asked for is done even where it cannot be saved; that is a problem on every screen then. */
  async #switchOn(): Promise<void> {
    const { manager, recorder, viewers, bus, clock } = this.#dependencies;
    this.#state = { since: isoTime(clock.nowMicroseconds()), resumes: manager.isStartedByPerson };
    manager.block();
    const saved = this.#save();
    const streams = viewers.endAll();
    if (streams > 0) {
      bus.emit('stream.stopped', { streams });
    }
    await Promise.all([recorder.endAny('privacy'), manager.stop('privacy')]);
    bus.emit('privacy.changed', { on: true });
    await saved;
  }

  async #release(): Promise<void> {
    const { manager, bus, wish } = this.#dependencies;
    const { resumes } = this.#state;
    this.#state = { since: null, resumes: false };
    await this.#save();
    manager.unblock();
    bus.emit('privacy.changed', { on: false });
    if (resumes && wish.value !== 'off') {
      manager.startExplicitly();
    } else {
      manager.resume();
    }
  }

  /** Never rejects. */
  async #save(): Promise<void> {
    const state = this.#state;
    try {
      if (!isDeepStrictEqual(state, this.#saved)) {
        await writeAtomically(this.#path, `${JSON.stringify(state)}\n`, 0o600);
        this.#saved = state;
      }
      this.#problem = null;
    } catch (error) {
      const problem = new PetLogError('privacy_not_saved', { reason: diskReason(error) }, { cause: error });
      if (this.#problem?.message !== problem.message) {
        this.#dependencies.logger.error({ err: error, path: this.#path }, problem.message);
      }
      this.#problem = problem;
    }
  }
}

interface ReadPrivacyOptions {
  dataDirectory: string;
  clock: Clock;
  logger: Logger;
}

interface ReadPrivacy extends Reading {
  readonly path: string;
}

interface Reading {
  /** null where that cannot be read. */
  readonly saved: PrivacyFile | null;
  readonly damage: PetLogError | null;
}

async function read(path: string, { clock, logger }: ReadPrivacyOptions): Promise<Reading> {
  try {
    return { saved: PrivacyFile.parse(JSON.parse(await readSmallFile(path))), damage: null };
  } catch (error) {
    if (isMissing(error)) {
      return { saved: { since: null, resumes: false }, damage: null };
    }
    logger.error(
      { err: error, path },
      'whether the camera is switched off for privacy could not be read; it stays off until it is released',
    );
    const aside = `${path}.damaged`;
    const state: PrivacyFile = { since: isoTime(clock.nowMicroseconds()), resumes: false };
    // What comes in its place says the same, so that the next start knows it too.
    const isReplaced = await rename(path, aside)
      .then(() => writeAtomically(path, `${JSON.stringify(state)}\n`, 0o600))
      .then(
        () => true,
        (cause: unknown) => {
          logger.error({ err: cause, path }, 'the damaged file of privacy could not be replaced');
          return false;
        },
      );
    return { saved: isReplaced ? state : null, damage: new PetLogError('privacy_damaged', { path: basename(aside) }) };
  }
}
