import type { LitElement, ReactiveController } from 'lit';
import { alwaysVisible, tabVisibility } from '../../transport/page-visibility.ts';
import { pageAddress } from '../../transport/page-address.ts';
import type { WallPicture } from '../../transport/multipart-reader.ts';
import type { StreamPlaces } from '../../transport/stream-place.ts';
import { delay } from '../delay.ts';
import { wallOpener } from '../../transport/wall-stream.ts';
import { WallPictures } from './wall-pictures.ts';

/** As the server makes them. */
const widthsPixels = [160, 320, 480, 640, 960] as const;

/** Paints the newest picture of each camera on the canvas `data-camera` of its element, as long as that can be seen. */
export class TilePictures implements ReactiveController {
  readonly #host: LitElement;
  readonly #watchable: () => readonly string[];
  readonly #places: () => StreamPlaces;
  readonly #visible = new Set<string>();
  readonly #painting = new Set<string>();
  #pictures: WallPictures | null = null;
  #observer: IntersectionObserver | null = null;
  readonly #observed = new Set<HTMLCanvasElement>();

  /**
   * @param watchable the cameras whose pictures may be shown now, in order
   * @param places where they have their place among the live pictures of this browser
   */
  constructor(host: LitElement, watchable: () => readonly string[], places: () => StreamPlaces) {
    this.#host = host;
    this.#watchable = watchable;
    this.#places = places;
    host.addController(this);
  }

  hostConnected(): void {
    const fetchAnswer: typeof fetch = (...request) => fetch(...request);
    this.#pictures = new WallPictures({
      open: wallOpener(() => pageAddress('/live/wall'), fetchAnswer),
      places: this.#places(),
      delay,
      now: () => performance.now(),
      visibility: window.petlog === undefined ? tabVisibility : alwaysVisible,
      onPicture: (picture) => void this.#paint(picture),
      widthPixels: () => this.#widthPixels(),
    });
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const cameraId = (target as HTMLCanvasElement).dataset['camera'] ?? '';
        if (isIntersecting) {
          this.#visible.add(cameraId);
        } else {
          this.#visible.delete(cameraId);
        }
      }
      this.#want();
    });
  }

  hostUpdated(): void {
    const canvases = new Set(this.#canvases);
    for (const canvas of this.#observed) {
      if (canvases.has(canvas)) {
        continue;
      }
      this.#observer?.unobserve(canvas);
      this.#observed.delete(canvas);
      this.#visible.delete(canvas.dataset['camera'] ?? '');
    }
    for (const canvas of canvases) {
      if (!this.#observed.has(canvas)) {
        this.#observer?.observe(canvas);
      }
      this.#observed.add(canvas);
    }
    this.#want();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observed.clear();
    this.#visible.clear();
    this.#pictures?.close();
    this.#pictures = null;
  }

  get #canvases(): NodeListOf<HTMLCanvasElement> {
    return this.#host.renderRoot.querySelectorAll<HTMLCanvasElement>('canvas[data-camera]');
  }

  #want(): void {
    const watchable = this.#watchable();
    this.#pictures?.want(watchable.filter((cameraId) => this.#visible.has(cameraId)));
    for (const canvas of this.#canvases) {
      if (!watchable.includes(canvas.dataset['camera'] ?? '')) {
        clear(canvas);
      }
    }
  }

  #widthPixels(): number {
    const shown = Math.max(1, ...[...this.#canvases].map(({ clientWidth }) => clientWidth)) * devicePixelRatio;
    return widthsPixels.find((width) => width >= shown) ?? widthsPixels[widthsPixels.length - 1] ?? 960;
  }

  /** One that comes while another is decoded is left out: it is never long until the next. */
  async #paint({ cameraId, jpeg }: WallPicture): Promise<void> {
    if (this.#painting.has(cameraId)) {
      return;
    }
    this.#painting.add(cameraId);
    try {
      const bitmap = await createImageBitmap(jpeg);
      const canvas = [...this.#canvases].find(({ dataset }) => dataset['camera'] === cameraId);
      if (canvas !== undefined && this.#watchable().includes(cameraId)) {
        draw(canvas, bitmap);
      }
      bitmap.close();
    } catch {
      // What cannot be decoded is no picture; another comes.
    } finally {
      this.#painting.delete(cameraId);
    }
  }
}

function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
  }
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  canvas.classList.add('painted');
}

function clear(canvas: HTMLCanvasElement): void {
  if (!canvas.classList.contains('painted')) {
    return;
  }
  canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
  canvas.classList.remove('painted');
}
