import type { CaptureSpan, OpenClip } from '../media/protocol.ts';

/** As many as the media process keeps open. */
const mostClips = 16;

/**
 * The clips that are being watched, by what was asked for: a player asks for
 * one again and again, each time for another piece, and time goes on meanwhile.
 */
export class ClipShelf {
  readonly #open: (span: CaptureSpan) => Promise<OpenClip | null>;
  readonly #clips = new Map<string, Promise<OpenClip | null>>();

  constructor(open: (span: CaptureSpan) => Promise<OpenClip | null>) {
    this.#open = open;
  }

  /**
   * The clip that was given for that name before. Who reads from its beginning
   * gets a new one when there was less of it then.
   *
   * @param span of a new one
   * @returns null when there is no picture of that time
   */
  async get(name: string, isBeginning: boolean, span: () => CaptureSpan): Promise<OpenClip | null> {
    const known = this.#clips.get(name);
    const clip = await known?.catch(() => null);
    if (known !== undefined && clip !== null && clip !== undefined && (clip.isWhole || !isBeginning)) {
      this.#put(name, known);
      return clip;
    }
    const opening = this.#open(span());
    this.#put(name, opening);
    return opening;
  }

  #put(name: string, clip: Promise<OpenClip | null>): void {
    this.#clips.delete(name);
    this.#clips.set(name, clip);
    const [oldest] = this.#clips.keys();
    if (this.#clips.size > mostClips && oldest !== undefined) {
      this.#clips.delete(oldest);
    }
  }
}
