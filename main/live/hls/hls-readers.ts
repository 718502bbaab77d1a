import { randomBytes } from 'node:crypto';
import type { Clock } from '../../system/clock.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../watcher.ts';

/** Who asks. */
export interface HlsCaller {
  readonly watcher: Watcher;
  /** What it calls itself (`User-Agent`). */
  readonly program: string;
  /** As the address says it that it was given; undefined where it has none. */
  readonly readerId: string | undefined;
  /** Calls back when they may not watch any more; returns what ends that. */
  onPermissionEnd(end: () => void): () => void;
}

/** Somebody who plays it. */
export interface HlsReader {
  readonly id: string;
  /** No other has it at the same time. */
  readonly key: string;
}

interface Reader extends HlsReader {
  readonly watcher: Watcher;
  /** The same program at the same place. */
  readonly owner: string;
  /** It has asked for nothing yet but where the playlists are. */
  isNew: boolean;
  seenMilliseconds: number;
  heldRequests: number;
  leave(): void;
}

interface HlsReadersOptions {
  readonly clock: Clock;
  limits(): WatcherLimits;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
  /** Somebody came; returns what is called when they are gone. */
  onCome(): () => void;
}

/** Who has not asked for anything for so long does not watch any more. */
const seenForMilliseconds = 10_000;
const lookMilliseconds = 1000;
/** What was ended is not begun again by a player that merely goes on asking; one that comes back after so long is another one. */
const endedForMilliseconds = 30_000;
const mostEnded = 1000;

/** Those who play a stream that is many small answers: nothing but their next question tells that they are still there. */
export class HlsReaders {
  readonly #options: HlsReadersOptions;
  readonly #readers = new Map<string, Reader>();
  /** When they asked last. */
  readonly #ended = new Map<string, number>();
  #cancelLook: () => void = () => {};

  constructor(options: HlsReadersOptions) {
    this.#options = options;
  }

  get watchers(): Watcher[] {
    return [...this.#readers.values()].map(({ watcher }) => watcher);
  }

  get count(): number {
    return this.#readers.size;
  }

  /**
   * Somebody opens the stream; who does so again without having played it is the same reader.
   *
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`
   */
  open(caller: HlsCaller): HlsReader {
    const { watcher, program } = caller;
    const owner = ownerOf(watcher, program);
    const opened = [...this.#readers.values()].find((reader) => reader.isNew && reader.owner === owner);
    if (opened !== undefined) {
      opened.seenMilliseconds = this.#options.clock.monotonicMilliseconds();
      return opened;
    }
    const id = randomBytes(9).toString('base64url');
    return this.#add({ id, key: keyOf(watcher, id), watcher, owner, isNew: true }, caller);
  }

  /**
   * Somebody goes on, or begins with an address in the middle.
   *
   * @returns null where their stream was ended
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`
   */
  enter(caller: HlsCaller): HlsReader | null {
    const { watcher, program, readerId } = caller;
    const owner = ownerOf(watcher, program);
    const key = readerId === undefined ? owner : keyOf(watcher, readerId);
    const now = this.#options.clock.monotonicMilliseconds();
    const reader = this.#readers.get(key);
    if (reader !== undefined) {
      reader.seenMilliseconds = now;
      reader.isNew = false;
      return reader;
    }
    const endedMilliseconds = this.#ended.get(key);
    if (endedMilliseconds !== undefined && (readerId !== undefined || now - endedMilliseconds < endedForMilliseconds)) {
      this.#ended.set(key, now);
      return null;
    }
    this.#ended.delete(key);
    return this.#add({ id: readerId ?? '', key, watcher, owner, isNew: false }, caller);
  }

  /**
   * A request of theirs waits: they are there as long as it does.
   *
   * @returns null where they are not there any more
   */
  async whileHeld<Answer>(held: HlsReader, wait: () => Promise<Answer>): Promise<Answer | null> {
    const reader = this.#readers.get(held.key);
    if (reader === undefined || reader !== held) {
      return null; // or somebody else has come by that name
    }
    reader.heldRequests += 1;
    try {
      return await wait();
    } finally {
      reader.heldRequests -= 1;
      reader.seenMilliseconds = this.#options.clock.monotonicMilliseconds();
    }
  }

  /** Ends what everybody plays; the number of those who did. */
  endAll(): number {
    const readers = [...this.#readers.values()];
    readers.forEach((reader) => this.#end(reader));
    return readers.length;
  }

  #add(who: Pick<Reader, 'id' | 'key' | 'watcher' | 'owner' | 'isNew'>, { onPermissionEnd }: HlsCaller): HlsReader {
    const { clock, limits, allWatchers, onCome } = this.#options;
    assertRoomFor(who.watcher, allWatchers(), limits());
    const leave = onCome();
    const forget = onPermissionEnd(() => this.#end(reader));
    const reader: Reader = {
      ...who,
      seenMilliseconds: clock.monotonicMilliseconds(),
      heldRequests: 0,
      leave() {
        forget();
        leave();
      },
    };
    this.#readers.set(reader.key, reader);
    if (this.#readers.size === 1) {
      this.#lookLater();
    }
    return reader;
  }

  #lookLater(): void {
    this.#cancelLook = this.#options.clock.after(lookMilliseconds, () => {
      const now = this.#options.clock.monotonicMilliseconds();
      this.#lookLater();
      for (const reader of [...this.#readers.values()]) {
        if (reader.heldRequests === 0 && now - reader.seenMilliseconds >= seenForMilliseconds) {
          this.#remove(reader);
        }
      }
    });
  }

  #end(reader: Reader): void {
    this.#ended.set(reader.key, this.#options.clock.monotonicMilliseconds());
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > mostEnded && oldest !== undefined) {
      this.#ended.delete(oldest);
    }
    this.#remove(reader);
  }

  #remove(reader: Reader): void {
    if (this.#readers.delete(reader.key)) {
      if (this.#readers.size === 0) {
        this.#cancelLook();
      }
      reader.leave();
    }
  }
}

/** What somebody is let in with is a place, or else an address. */
const placeOf = ({ permission, address }: Watcher): string => permission ?? address;

const keyOf = (watcher: Watcher, readerId: string): string => `${placeOf(watcher)} reader ${readerId}`;

const ownerOf = (watcher: Watcher, program: string): string => `${placeOf(watcher)} program ${program}`;
