import { PetLogError } from '../../shared/errors.ts';
import type { Frame } from '../frames/frame.ts';
import type { MakeSmall } from '../live/mjpeg/wall-reader.ts';
import type { Logger } from '../system/logger.ts';
import type { HomeBridgeProcess, HomeKitNews } from './home-bridge-process.ts';
import type { HomeKitViewers } from './homekit-viewers.ts';

/** A camera as homes look at it. */
export interface SeenCamera {
  readonly cameraId: string;
  /** It may be watched now: it is switched on, and not private. */
  readonly isActive: boolean;
  readonly homekit: HomeKitViewers;
  /** @throws PetLogError where there is none */
  takeSnapshot(): Promise<Frame>;
}

interface HomePicturesOptions {
  /** Those that homes may have. */
  cameras(): readonly SeenCamera[];
  readonly makeSmall: MakeSmall;
  readonly logger: Logger;
}

type Bridge = Pick<HomeBridgeProcess, 'send'>;

/** What homes see of the cameras: single pictures, and live streams. */
export class HomePictures {
  readonly #options: HomePicturesOptions;
  /** By their ids: whose they are, also where homes may not have that camera any more. */
  readonly #streams = new Map<string, HomeKitViewers>();

  constructor(options: HomePicturesOptions) {
    this.#options = options;
  }

  /** What a home wants to see now, or not any more. */
  hear(bridge: Bridge, news: Exclude<HomeKitNews, { type: 'paired' }>): void {
    switch (news.type) {
      case 'snapshot-wanted':
        void this.#snapshot(news.cameraId, news.widthPixels).then((jpeg) =>
          bridge.send({ type: 'snapshot', snapshotId: news.snapshotId, jpeg }),
        );
        break;
      case 'stream-wanted':
        this.#begin(bridge, news);
        break;
      case 'stream-changed':
        this.#streams.get(news.streamId)?.change(news.streamId, news.video);
        break;
      case 'keyframe-wanted':
        this.#streams.get(news.streamId)?.requestKeyframe(news.streamId);
        break;
      case 'stream-ended':
        this.#streams.get(news.streamId)?.end(news.streamId);
        this.#streams.delete(news.streamId);
        break;
    }
  }

  /** Nobody is there any more to see them. */
  endStreams(): void {
    this.#streams.forEach((viewers, streamId) => viewers.end(streamId));
    this.#streams.clear();
  }

  #begin(bridge: Bridge, { streamId, cameraId, address, video }: Extract<HomeKitNews, { type: 'stream-wanted' }>): void {
    try {
      const camera = this.#find(cameraId);
      if (camera === null) {
        throw new PetLogError('camera_not_found', { id: cameraId });
      }
      camera.homekit.begin(streamId, address, video, {
        send: (annexB, captureMilliseconds) => bridge.send({ type: 'picture', streamId, annexB, captureMilliseconds }),
        onEnded: () => {
          this.#streams.delete(streamId);
          bridge.send({ type: 'end-stream', streamId });
        },
      });
      this.#streams.set(streamId, camera.homekit);
    } catch (error) {
      this.#options.logger.info({ err: error, cameraId }, 'a home gets no live picture');
      bridge.send({ type: 'end-stream', streamId });
    }
  }

  /** null where there is none: private, lost, or no camera of a home any more. Never rejects. */
  async #snapshot(cameraId: string, widthPixels: number): Promise<Uint8Array | null> {
    try {
      const camera = this.#find(cameraId);
      return camera?.isActive === true ? await this.#options.makeSmall(await camera.takeSnapshot(), widthPixels) : null;
    } catch {
      return null;
    }
  }

  #find(cameraId: string): SeenCamera | null {
    return this.#options.cameras().find((camera) => camera.cameraId === cameraId) ?? null;
  }
}
