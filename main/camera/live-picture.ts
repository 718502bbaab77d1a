import type { Config } from '../../shared/config.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { FrameHub } from '../frames/frame-hub.ts';
import { HomeKitViewers } from '../homekit/homekit-viewers.ts';
import { LiveHls } from '../live/hls/live-hls.ts';
import { LiveViewers } from '../live/live-viewers.ts';
import { readSendQueues } from '../live/mjpeg/kernel-send-queue.ts';
import { SizedStreams } from '../live/mjpeg/sized-streams.ts';
import type { MakeSmall } from '../live/mjpeg/wall-reader.ts';
import { LiveRenditions } from '../live/renditions.ts';
import { LiveVideo } from '../live/video/live-video.ts';
import type { Watcher } from '../live/watcher.ts';
import type { WebRtcProcessClient } from '../live/webrtc/webrtc-process-client.ts';
import { WebRtcViewers } from '../live/webrtc/webrtc-viewers.ts';
import type { MediaProcessClient } from '../media/media-process-client.ts';
import type { SoundService } from '../sound/sound-service.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import type { CameraManager } from './camera-manager.ts';
import type { CameraPlaceholder } from './camera-placeholder.ts';

interface LivePictureOptions {
  readonly cameraId: string;
  config(): Config;
  /** Pictures as they come. */
  readonly frames: FrameHub;
  readonly manager: CameraManager;
  readonly media: MediaProcessClient;
  readonly sound: SoundService;
  readonly placeholder: CameraPlaceholder;
  /** Width and height in pixels, as they are now. */
  resolution(): readonly [number, number];
  readonly makeSmall: MakeSmall;
  /** Of all cameras. */
  readonly webrtc: WebRtcProcessClient;
  readonly allWatchers: () => Iterable<Watcher>;
  /** A session of WebRTC is over. */
  onSessionGone(sessionId: string): void;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** The live picture of a camera, in each way that it can be watched. */
export interface LivePicture {
  /** As JPEGs. */
  readonly streaming: SizedStreams;
  /** In which sizes it is there as a video. */
  readonly renditions: LiveRenditions;
  /** As H.264, or the camera's own H.265. */
  readonly video: LiveVideo;
  /** By WebRTC: as H.264, and as the camera's own H.265 to those who take that. */
  readonly webrtc: WebRtcViewers;
  /** As `video`, by HLS. */
  readonly hls: LiveHls;
  /** As H.264 in Apple's Home. */
  readonly homekit: HomeKitViewers;
  /** Everyone who watches, whichever way. */
  readonly viewers: LiveViewers;
}

/** Everything between the pictures of a camera and who watches them. Whoever opens it ends the viewers. */
export function openLivePicture(options: LivePictureOptions): LivePicture {
  const { cameraId, config, frames, manager: camera, media, sound, placeholder, allWatchers, bus, clock, logger, resources } = options;
  const limits = (): Config['limits'] => config().limits;
  const streaming = new SizedStreams({
    makeSmall: options.makeSmall,
    frames,
    camera,
    placeholder: () => placeholder.picture(),
    readSendQueues,
    clock,
    limits,
    allWatchers,
  });
  resources.add('streaming', () => streaming.close());
  const renditions = new LiveRenditions({ config, resolution: () => options.resolution(), media });
  const { packetsOf, playablePacketsOf } = renditions;
  const watched = { packetsOf, camera, clock, logger, limits, allWatchers };
  const heard = (): SoundService['heard'] => sound.heard;
  const video = new LiveVideo({ ...watched, heard, frameRate: () => config().camera.frame_rate, readSendQueues });
  const onGone = (sessionId: string): void => options.onSessionGone(sessionId);
  const webrtc = new WebRtcViewers({ ...watched, packetsOf: playablePacketsOf, cameraId, process: options.webrtc, sound, onGone });
  const hls = new LiveHls({ ...watched, heard, renditions: () => renditions.all });
  const homekit = new HomeKitViewers({ ...watched, packetsOf: playablePacketsOf, renditions: () => renditions.h264 });
  const viewers = new LiveViewers([streaming, video, webrtc, hls, homekit]);
  resources.add(
    'the last picture',
    bus.on('camera.stopped', () => {
      streaming.forgetPicture();
      media.forgetPassed();
    }),
  );
  resources.add(
    'the lost camera',
    bus.on('camera.lost', () => void streaming.showLoss()),
  );
  return { streaming, renditions, video, webrtc, hls, homekit, viewers };
}
