import type { MediaCommand, NoticeSettings } from './protocol.ts';

/** What is wanted of a camera's video as long as it gives pictures, beside recordings and the last minutes. */
export class VideoWishes {
  readonly #tell: (command: MediaCommand) => void;
  #arePacketsWanted = false;
  #noticing: NoticeSettings | null = null;

  /** @param tell tells the process, if it runs */
  constructor(tell: (command: MediaCommand) => void) {
    this.#tell = tell;
  }

  get isAnything(): boolean {
    return this.#arePacketsWanted || this.#noticing !== null;
  }

  /** @returns whether that is another wish than before */
  wantPackets(areWanted: boolean): boolean {
    const isChanged = areWanted !== this.#arePacketsWanted;
    this.#arePacketsWanted = areWanted;
    if (isChanged) {
      this.#tellPackets();
    }
    return isChanged;
  }

  /** @returns whether that is another wish than before */
  notice(settings: NoticeSettings | null): boolean {
    const isChanged = settings !== null || this.#noticing !== null;
    this.#noticing = settings;
    if (isChanged) {
      this.#tell({ type: 'notice', settings });
    }
    return isChanged;
  }

  /** To a process that knows of none yet. */
  tellAll(): void {
    this.#tellPackets();
    if (this.#noticing !== null) {
      this.#tell({ type: 'notice', settings: this.#noticing });
    }
  }

  #tellPackets(): void {
    this.#tell({ type: 'send-packets', areWanted: this.#arePacketsWanted });
  }
}
