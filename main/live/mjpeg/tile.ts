import type { Watcher } from '../watcher.ts';

/** A picture of one camera, for a tile among others. */
export interface TilePicture {
  readonly jpeg: Buffer;
  readonly capturedAtMicroseconds: number;
  /** null where it is not known. */
  readonly widthPixels: number | null;
  /** Drawn instead of the camera's. */
  readonly isPlaceholder?: boolean;
}

/** Somebody who is shown a camera among others. */
export interface Tile {
  readonly watcher: Watcher;
  /** The newest picture; who is not ready for it may leave it out. */
  show(picture: TilePicture): void;
  /** The camera is stopped, private or gone. */
  end(): void;
}
