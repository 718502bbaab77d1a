import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isoTime } from './live-status.ts';

const PrivacyFile = z.strictObject({ since: z.iso.datetime({ offset: true }).nullable(), resumes: z.boolean() });
type PrivacyFile = z.infer<typeof PrivacyFile>;

export interface PrivacyDependencies {
  dataDirectory: string;
  /** `block` refuses every need of the camera, `unblock` none any more. */
  manager: { readonly isStartedByPerson: boolean; block(): void; unblock(): void; startExplicitly(): void; resume(): void; stop(reason: string): Promise<void> };
  recorder: { endAny(reason: string): Promise<unknown> };
  streaming: { endAll(): number };
  /** What a person last said about the camera. */
  wish: { readonly value: 'on' | 'off' | null };
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
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(path: string, state: PrivacyFile, dependencies: PrivacyDependencies) {
    this.#path = path;
    this.#state = state;
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

  /** What is asked for is done even where it cannot be saved; then it is told as well. */
  async #switchOn(): Promise<void> {
    const { manager, recorder, streaming, bus, clock } = this.#dependencies;
    this.#state = { since: isoTime(clock.nowMicroseconds()), resumes: manager.isStartedByPerson };
    manager.block();
    const saved = this.#save(this.#state).then(() => null, (error: unknown) => ({ error }));
    const streams = streaming.endAll();
    if (streams > 0) {
      bus.emit('stream.stopped', { streams });
    }
    await Promise.all([recorder.endAny('privacy'), manager.stop('privacy')]);
    bus.emit('privacy.changed', { on: true });
    const failure = await saved;
    if (failure !== null) {
      throw failure.error;
    }
  }

  async #release(): Promise<void> {
    const { manager, bus, wish } = this.#dependencies;
    const { resumes } = this.#state;
    const released: PrivacyFile = { since: null, resumes: false };
    await this.#save(released);
    this.#state = released;
    manager.unblock();
    bus.emit('privacy.changed', { on: false });
    if (resumes && wish.value !== 'off') {
      manager.startExplicitly();
    } else {
      manager.resume();
    }
  }

  #save(state: PrivacyFile): Promise<void> {
    return writeAtomically(this.#path, `${JSON.stringify(state)}\n`, 0o600);
  }
}

async function read(path: string, { clock, logger }: PrivacyDependencies): Promise<PrivacyFile> {
  try {
    return PrivacyFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { since: null, resumes: false };
    }
    logger.error({ err: error, path }, 'whether the camera is switched off for privacy could not be read; it stays off until it is released');
    return { since: isoTime(clock.nowMicroseconds()), resumes: false };
  }
}
