import type { CaptureSpan, OpenClip } from '../media/protocol.ts';

/** As many as the media process keeps open. */
export const mostClips = 16;

/** A clip that somebody reads; it stays open until it is given back. */
export interface HeldClip {
  readonly clip: OpenClip;
  release(): void;
  /** It cannot be read any more: the next who asks gets another one. */
  forget(): void;
}

interface Entry {
  readonly name: string;
  readonly opened: Promise<OpenClip | null>;
  clipId: string | null;
  readers: number;
}

interface ClipShelfDependencies {
  /** @param closing ids of clips that nobody needs any more */
  open(span: CaptureSpan, closing: readonly string[]): Promise<OpenClip | null>;
  /** What is thrown where every place is taken by somebody who reads. */
  full(): Error;
}

/**
 * The clips that are being watched, by what was asked for: a player asks for
 * one again and again, each time for another piece, and time goes on meanwhile.
 * Those that are being read stay; the others make room, the oldest first.
 */
export class ClipShelf {
  readonly #dependencies: ClipShelfDependencies;
  /** In the order of their last use. */
  readonly #entries = new Set<Entry>();
  /** Those that are given to who asks for the name. */
  readonly #byName = new Map<string, Entry>();
  #closing: string[] = [];

  constructor(dependencies: ClipShelfDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The clip that was given for that name before. Who reads from its beginning
   * gets a new one when there was less of it then.
   *
   * @param span of a new one
   * @returns null when there is no picture of that time
   * @throws `full()` when as many as there can be are being read
   */
  async take(name: string, isBeginning: boolean, span: () => CaptureSpan): Promise<HeldClip | null> {
    for (let known = this.#byName.get(name); known !== undefined;) {
      const clip = await this.#opened(known).catch(() => null);
      if (clip !== null && (clip.isWhole || !isBeginning)) {
        return this.#hold(known, clip);
      }
      this.#leave(known);
      const current = this.#byName.get(name);
      known = current === known ? undefined : current; // somebody else may have opened a newer one meanwhile
    }
    this.#makeRoom();
    const closing = this.#closing;
    this.#closing = [];
    const entry: Entry = { name, opened: this.#dependencies.open(span(), closing), clipId: null, readers: 0 };
    this.#entries.add(entry);
    this.#byName.set(name, entry);
    let clip: OpenClip | null = null;
    try {
      clip = await this.#opened(entry);
    } finally {
      if (clip === null) {
        this.#leave(entry);
        this.#remove(entry);
        this.#closing.push(...closing); // who did not answer may not have heard of them
      }
    }
    return clip === null ? null : this.#hold(entry, clip);
  }

  /** Nobody closes it while somebody waits for it. */
  async #opened(entry: Entry): Promise<OpenClip | null> {
    entry.readers += 1;
    const clip = await entry.opened;
    entry.clipId = clip?.clipId ?? null;
    return clip;
  }

  #hold(entry: Entry, clip: OpenClip): HeldClip {
    this.#touch(entry);
    let isHeld = true;
    const release = (): void => {
      if (isHeld) {
        isHeld = false;
        this.#leave(entry);
      }
    };
    return {
      clip,
      release,
      forget: () => {
        release();
        if (this.#byName.get(entry.name) === entry) {
          this.#byName.delete(entry.name);
        }
      },
    };
  }

  #touch(entry: Entry): void {
    this.#entries.delete(entry);
    this.#entries.add(entry);
  }

  #leave(entry: Entry): void {
    entry.readers -= 1;
  }

  #makeRoom(): void {
    if (this.#entries.size < mostClips) {
      return;
    }
    const idle = [...this.#entries].find(({ readers }) => readers === 0);
    if (idle === undefined) {
      throw this.#dependencies.full();
    }
    this.#remove(idle);
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry);
    if (this.#byName.get(entry.name) === entry) {
      this.#byName.delete(entry.name);
    }
    if (entry.clipId !== null) {
      this.#closing.push(entry.clipId);
    }
  }
}
