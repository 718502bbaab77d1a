import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PetLogError } from '../../shared/errors.ts';
import { SetupState } from '../../shared/ipc.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isMissing } from '../system/is-missing.ts';

interface SetupFileOptions {
  readonly dataDirectory: string;
  /** Somebody was let in, or chose a PIN, before there was such a file. */
  readonly isInUse: boolean;
  readonly logger: Logger;
}

/** How far the setup of the camera has come on its own screen: `setup.json` in the data directory. */
export class SetupFile {
  readonly #path: string;
  #state: SetupState;
  readonly #changes = new JobQueue();

  private constructor(path: string, state: SetupState) {
    this.#path = path;
    this.#state = state;
  }

  /** A file that cannot be used counts as none. */
  static async open({ dataDirectory, isInUse, logger }: SetupFileOptions): Promise<SetupFile> {
    const path = join(dataDirectory, 'setup.json');
    const beginning: SetupState = { step: 'language', finished: isInUse };
    try {
      return new SetupFile(path, SetupState.parse(JSON.parse(await readFile(path, 'utf8'))));
    } catch (error) {
      if (!isMissing(error)) {
        logger.warn({ err: error, path }, 'how far the setup has come cannot be read; it begins anew');
      }
      return new SetupFile(path, beginning);
    }
  }

  get state(): SetupState {
    return this.#state;
  }

  /** @throws PetLogError `settings_not_saved` when the disk refuses; the state is then as it was */
  save(state: SetupState): Promise<SetupState> {
    return this.#changes.add(async () => {
      try {
        await writeAtomically(this.#path, `${JSON.stringify(state)}\n`);
      } catch (error) {
        throw new PetLogError('settings_not_saved', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
      }
      this.#state = state;
      return state;
    });
  }
}
