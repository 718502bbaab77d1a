import { z } from 'zod';
import { type BackupStore, BackupFault, type Content, type Listing, readContent, type SendOptions, sizeOf } from '../backup-store.ts';
import type { BandwidthLimit } from '../bandwidth-limit.ts';
import { assertAdmitted, readRemotes } from './remote-rules.ts';
import { faultOfEnd, isNotFound, type RcloneSubject } from './rclone-fault.ts';
import type { RcloneProgram } from './rclone-program.ts';

export interface RclonePlace extends RcloneSubject {
  readonly folder: string;
}

/** Of `rclone lsjson`; a size is -1 where the remote does not say it. */
const Entries = z.array(z.object({ Name: z.string(), Size: z.number(), IsDir: z.boolean() }));

/** Some kinds of remotes take a piece whole before they take more: B2 96 MiB. It is to leave within the time in which rclone may take nothing. */
const largestPieceBytes = 128 * 1024 * 1024;
const slowestKilobitsPerSecond = 1000;
const bytesPerKilobit = 125;

/** A remote of rclone that the machine's owner made. A file that is broken off is sent again from its beginning. */
export class RcloneStore implements BackupStore {
  readonly #place: RclonePlace;
  readonly #program: RcloneProgram;
  readonly #limit: Pick<BandwidthLimit, 'pieces' | 'kilobitsPerSecond'>;
  #isAdmitted = false;

  constructor(place: RclonePlace, program: RcloneProgram, limit: Pick<BandwidthLimit, 'pieces' | 'kilobitsPerSecond'>) {
    this.#place = place;
    this.#program = program;
    this.#limit = limit;
  }

  async send(key: string, content: Content, { sent, signal }: SendOptions): Promise<void> {
    await this.#admit(signal);
    const sizeBytes = sizeOf(content);
    const rate = this.#limit.kilobitsPerSecond;
    // What is read from here is paced already; a piece that rclone gathered would leave at once.
    const words = ['rcat', '--size', String(sizeBytes), ...(rate === 0 ? [] : ['--bwlimit', `${rate * bytesPerKilobit}B:off`])];
    const silenceMilliseconds = (largestPieceBytes * 8) / Math.min(rate === 0 ? Infinity : rate, slowestKilobitsPerSecond);
    const pieces = this.#limit.pieces(readContent(content, 0, sizeBytes), sent);
    const { end, isWhole } = await this.#program.send([...words, '--', this.#pathOf(key)], pieces, silenceMilliseconds, signal);
    if (end.exitCode !== 0 || !isWhole) {
      throw faultOfEnd(end, this.#place);
    }
  }

  async read(key: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    await this.#admit(signal);
    const pieces = this.#program.read(
      ['cat', '--', this.#pathOf(key)],
      (end) => {
        if (end.exitCode !== 0) {
          throw faultOfEnd(end, this.#place);
        }
      },
      signal,
    );
    return withFirst(await pieces.next(), pieces);
  }

  async remove(key: string, signal: AbortSignal): Promise<void> {
    await this.#admit(signal);
    const { end } = await this.#program.ask(['deletefile', '--', this.#pathOf(key)], signal);
    if (end.exitCode !== 0 && !isNotFound(end)) {
      throw faultOfEnd(end, this.#place);
    }
  }

  async list(folder: string, signal: AbortSignal): Promise<Listing> {
    await this.#admit(signal);
    const { end, text } = await this.#program.ask(['lsjson', '--no-modtime', '--no-mimetype', '--', this.#pathOf(folder)], signal);
    if (isNotFound(end)) {
      return { folders: [], files: [] };
    }
    if (end.exitCode !== 0) {
      throw faultOfEnd(end, this.#place);
    }
    const entries = entriesIn(text);
    return {
      folders: entries.filter(({ IsDir }) => IsDir).map(({ Name }) => Name),
      files: entries.filter(({ IsDir }) => !IsDir).map(({ Name, Size }) => ({ name: Name, sizeBytes: Math.max(0, Size) })),
    };
  }

  close(): void {
    this.#program.close();
  }

  /** Once, before anything else is asked. */
  async #admit(signal: AbortSignal): Promise<void> {
    if (this.#isAdmitted) {
      return;
    }
    const { end, text } = await this.#program.ask(['config', 'dump'], signal);
    if (end.exitCode !== 0) {
      throw faultOfEnd(end, this.#place);
    }
    assertAdmitted(readRemotes(text), this.#place.remote, this.#place.user);
    this.#isAdmitted = true;
  }

  #pathOf(key: string): string {
    const { remote, folder } = this.#place;
    return `${remote}:${[folder, key].filter((part) => part !== '').join('/')}`;
  }
}

function entriesIn(text: string): z.infer<typeof Entries> {
  try {
    return Entries.parse(JSON.parse(text));
  } catch {
    throw new BackupFault('rclone_garbage');
  }
}

async function* withFirst(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.done !== true) {
      yield first.value;
      yield* rest;
    }
  } finally {
    await rest.return(undefined);
  }
}
