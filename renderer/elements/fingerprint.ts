const columns = 64;
const rows = 36;

/**
 * A number that changes with the picture: FNV-1a over 64 by 36 of its own
 * pixels, not averaged, so that a camera's noise alone changes it.
 */
export class Fingerprint {
  readonly #context: CanvasRenderingContext2D | null;

  constructor() {
    const canvas = document.createElement('canvas');
    canvas.width = columns;
    canvas.height = rows;
    this.#context = canvas.getContext('2d', { willReadFrequently: true });
    if (this.#context !== null) {
      this.#context.imageSmoothingEnabled = false;
    }
  }

  /** Undefined while there is no picture. */
  of(image: HTMLImageElement): number | undefined {
    if (this.#context === null || image.naturalWidth === 0) {
      return undefined;
    }
    this.#context.drawImage(image, 0, 0, columns, rows);
    let hash = 0x811c9dc5;
    for (const byte of this.#context.getImageData(0, 0, columns, rows).data) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    return hash;
  }
}
