import type { Socket } from 'node:net';
import type { Watcher } from '../watcher.ts';
import { SmallFrames } from './small-frames.ts';
import { smallWidth } from './small-width.ts';
import { StreamingService, type StreamingServiceOptions } from './streaming-service.ts';
import type { Tile } from './tile.ts';
import type { MakeSmall } from './wall-reader.ts';

interface SizedStreamsOptions extends StreamingServiceOptions {
  /** Never rejects. */
  readonly makeSmall: MakeSmall;
}

/** Sends one camera's live picture as MJPEG: as it is, or small for those on slow links. */
export class SizedStreams {
  readonly #options: SizedStreamsOptions;
  readonly #full: StreamingService;
  /** By the width of their pictures, once somebody has asked for it. */
  readonly #small = new Map<number, StreamingService>();

  constructor(options: SizedStreamsOptions) {
    this.#options = options;
    this.#full = new StreamingService(options);
  }

  get watchers(): Watcher[] {
    return this.#all.flatMap(({ watchers }) => watchers);
  }

  get viewerCount(): number {
    return this.#all.reduce((sum, { viewerCount }) => sum + viewerCount, 0);
  }

  /** Those who get small pictures. */
  get smallViewerCount(): number {
    return this.viewerCount - this.#full.viewerCount;
  }

  /** Frames that viewers on slow links skipped, since the application started. */
  get droppedFrames(): number {
    return this.#all.reduce((sum, { droppedFrames }) => sum + droppedFrames, 0);
  }

  /** As `StreamingService.assertRoomFor`. */
  assertRoomFor(watcher: Watcher, places = 1): void {
    this.#full.assertRoomFor(watcher, places);
  }

  /**
   * As `StreamingService.add`.
   *
   * @param widthPixels that the pictures shall have at least; null for those of the camera
   */
  add(socket: Socket, watcher: Watcher, framesPerSecond: number | null, widthPixels: number | null = null): void {
    this.#of(widthPixels).add(socket, watcher, framesPerSecond);
  }

  /** As `StreamingService.addTile`. */
  addTile(tile: Tile): () => void {
    return this.#full.addTile(tile);
  }

  /** Ends every stream; the number that were open. */
  endAll(): number {
    return this.#all.reduce((sum, streams) => sum + streams.endAll(), 0);
  }

  close(): void {
    this.endAll();
  }

  /** The camera stopped: its last picture is no longer the live one. */
  forgetPicture(): void {
    this.#all.forEach((streams) => streams.forgetPicture());
  }

  /** As `StreamingService.showLoss`. */
  async showLoss(): Promise<void> {
    await Promise.all(this.#all.map((streams) => streams.showLoss()));
  }

  get #all(): readonly StreamingService[] {
    return [this.#full, ...this.#small.values()];
  }

  #of(widthPixels: number | null): StreamingService {
    const width = widthPixels === null ? null : smallWidth(widthPixels);
    if (width === null) {
      return this.#full;
    }
    const { frames, makeSmall } = this.#options;
    const known = this.#small.get(width);
    const streams = known ?? new StreamingService({ ...this.#options, frames: new SmallFrames(frames, width, makeSmall) });
    this.#small.set(width, streams);
    return streams;
  }
}
