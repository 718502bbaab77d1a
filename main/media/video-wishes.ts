import type { MediaCommand, NoticeSettings } from './protocol.ts';

/** What is wanted of a camera's video as long as it gives pictures, beside recordings and the last minutes. */
export class VideoWishes {
  readonly #tell: (command: MediaCommand) => void;
  #arePacketsWanted = false;
  /** Heights of the smaller renditions. */
  readonly #renditions = new Set<number>();
  #noticing: NoticeSettings | null = null;
  #isSoundKept = false;

  /** @param tell tells the process, if it runs */
  constructor(tell: (command: MediaCommand) => void) {
    this.#tell = tell;
  }

  get isAnything(): boolean {
    return this.#arePacketsWanted || this.#renditions.size > 0 || this.#noticing !== null;
  }

  /** What is heard, and whether it is kept, goes with the pictures, and is no wish by itself. */
  sound(command: Extract<MediaCommand, { type: 'keep-sound' | 'hear' | 'forget-sound' }>): void {
    this.#isSoundKept = command.type === 'keep-sound' ? command.isKept : this.#isSoundKept;
    this.#tell(command);
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
  wantRendition(heightPixels: number, areWanted: boolean): boolean {
    const isChanged = areWanted !== this.#renditions.has(heightPixels);
    if (isChanged) {
      this.#renditions[areWanted ? 'add' : 'delete'](heightPixels);
      this.#tell({ type: 'send-rendition', heightPixels, areWanted });
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
    this.#renditions.forEach((heightPixels) => this.#tell({ type: 'send-rendition', heightPixels, areWanted: true }));
    if (this.#isSoundKept) {
      this.#tell({ type: 'keep-sound', isKept: true });
    }
    if (this.#noticing !== null) {
      this.#tell({ type: 'notice', settings: this.#noticing });
    }
  }

  #tellPackets(): void {
    this.#tell({ type: 'send-packets', areWanted: this.#arePacketsWanted });
  }
}
