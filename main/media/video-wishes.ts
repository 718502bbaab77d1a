import type { MediaCommand, NoticeSettings } from './protocol.ts';

/** What is wanted of a camera's video as long as it gives pictures, beside recordings and the last minutes. */
export class VideoWishes {
  readonly #tell: (command: MediaCommand) => void;
  readonly #onChanged: () => void;
  #arePacketsWanted = false;
  /** Heights of the smaller renditions. */
  readonly #renditions = new Set<number>();
  #noticing: NoticeSettings | null = null;
  #isSoundKept = false;

  /**
   * @param tell tells the process, if it runs
   * @param onChanged something else is wanted than before
   */
  constructor(tell: (command: MediaCommand) => void, onChanged: () => void) {
    this.#tell = tell;
    this.#onChanged = onChanged;
  }

  /** @param isPassedOn packets of the camera's own size are the camera's, and nobody needs the process for them */
  needProcess(isPassedOn: boolean): boolean {
    return (this.#arePacketsWanted && !isPassedOn) || this.#renditions.size > 0 || this.#noticing !== null;
  }

  /** What is heard, and whether it is kept, goes with the pictures, and is no wish by itself. */
  sound(command: Extract<MediaCommand, { type: 'keep-sound' | 'hear' | 'forget-sound' }>): void {
    this.#isSoundKept = command.type === 'keep-sound' ? command.isKept : this.#isSoundKept;
    this.#tell(command);
  }

  /** Whether packets shall come out of the process, for as long as the camera gives JPEGs. */
  wantPackets(areWanted: boolean): void {
    if (areWanted !== this.#arePacketsWanted) {
      this.#arePacketsWanted = areWanted;
      this.#tellPackets();
      this.#onChanged();
    }
  }

  /** The same of the rendition that is so high. */
  wantRendition(heightPixels: number, areWanted: boolean): void {
    if (areWanted !== this.#renditions.has(heightPixels)) {
      this.#renditions[areWanted ? 'add' : 'delete'](heightPixels);
      this.#tell({ type: 'send-rendition', heightPixels, areWanted });
      this.#onChanged();
    }
  }

  /** How one looks for what moves in the camera's pictures; null while nobody wants to know. */
  notice(settings: NoticeSettings | null): void {
    if (settings !== null || this.#noticing !== null) {
      this.#noticing = settings;
      this.#tell({ type: 'notice', settings });
      this.#onChanged();
    }
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
