import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isoTime } from './live-status.ts';

const PrivacyFile = z.strictObject({ since: z.iso.datetime({ offset: true }).nullable(), resumes: z.boolean() });
type PrivacyFile = z.infer<typeof PrivacyFile>;

export interface PrivacyDependencies {
  dataDirectory: string;
  /** `block` refuses every need of the camera, `unblock` none any more. */
  manager: { readonly isStartedByPerson: boolean; block(): void; unblock(): void; startExplicitly(): void; startByConfiguration(): void; stop(reason: string): Promise<void> };
  recorder: { endAny(reason: string): Promise<unknown> };
  streaming: { endAll(): number };
  /** `camera.always_on`. */
  isAlwaysOn(): boolean;
  bus: EventBus;
  clock: Clock;
  logger: Logger;
}

/**
 * Switches the camera off for everyone until it is released, over restarts too:
 * `privacy.json` in the data directory. What cannot be read there counts as
 * switched on.
 */
export class Privacy {
  readonly #dependencies: PrivacyDependencies;
  readonly #path: string;
  #state: PrivacyFile;
  /** What a restart would find; null where that is not known. */
  #saved: PrivacyFile | null;
  #turn: Promise<unknown> = Promise.resolve();
  #problem: PetLogError | null = null;

  private constructor(path: string, saved: PrivacyFile | null, dependencies: PrivacyDependencies) {
    this.#path = path;
    this.#saved = saved;
    this.#state = saved ?? { since: isoTime(dependencies.clock.nowMicroseconds()), resumes: false };
    this.#dependencies = dependencies;
    if (this.isOn) {
      dependencies.manager.block();
    }
  }

  static async open(dependencies: PrivacyDependencies): Promise<Privacy> {
    const path = join(dependencies.dataDirectory, 'privacy.json');
    return new Privacy(path, await read(path, dependencies), dependencies);
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
  set(on: boolean): Promise<{ on: boolean; since: string | null }> {
    const turn = this.#turn.then(() => (on === this.isOn ? undefined : on ? this.#switchOn() : this.#release()));
    this.#turn = turn.catch(() => undefined);
    return turn.then(() => ({ on: this.isOn, since: this.since }));
  }

  /** What could not be saved of it. */
  get problems(): readonly PetLogError[] {
    return this.#problem === null ? [] : [this.#problem];
  }

  /** Saves what could not be saved. Never throws. */
  retry(): void {
    if (this.#problem !== null) {
      const turn = this.#turn.then(() => this.#save());
      this.#turn = turn;
    }
  }

  /** What is asked for is done even where it cannot be saved; that is a problem on every screen then. */
  async #switchOn(): Promise<void> {
    const { manager, recorder, streaming, bus, clock } = this.#dependencies;
    this.#state = { since: isoTime(clock.nowMicroseconds()), resumes: manager.isStartedByPerson };
    manager.block();
    const saved = this.#save();
    const streams = streaming.endAll();
    if (streams > 0) {
      bus.emit('stream.stopped', { streams });
    }
    await Promise.all([recorder.endAny('privacy'), manager.stop('privacy')]);
    bus.emit('privacy.changed', { on: true });
    await saved;
  }

  async #release(): Promise<void> {
    const { manager, bus, isAlwaysOn } = this.#dependencies;
    const { resumes } = this.#state;
    this.#state = { since: null, resumes: false };
    await this.#save();
    manager.unblock();
    bus.emit('privacy.changed', { on: false });
    if (resumes) {
      manager.startExplicitly();
    } else if (isAlwaysOn()) {
      manager.startByConfiguration();
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

/** null where that cannot be read. */
async function read(path: string, { logger }: PrivacyDependencies): Promise<PrivacyFile | null> {
  try {
    return PrivacyFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { since: null, resumes: false };
    }
    logger.error({ err: error, path }, 'whether the camera is switched off for privacy could not be read; it stays off until it is released');
    return null;
  }
}
