import type { LiveOptions } from '../../shared/live-options.ts';
import { delay } from '../state/delay.ts';
import { hearing } from '../state/hearing.ts';
import { cameraAddress } from '../transport/page-address.ts';
import { assertWatchable } from './assert-watchable.ts';
import { canPlayHls, hlsTransport } from './hls-transport.ts';
import { canPlayH265, canPlayMse, mseTransport } from './mse-transport.ts';
import { VideoElements } from './video-elements.ts';
import { VideoPlayer, type VideoPlayerOptions } from './video-player.ts';
import type { OfferedTransport, VideoKind } from './video-transport.ts';
import { canPlayH265ByWhep, canPlayWhep, whepTransport } from './whep-transport.ts';

/** How the live picture comes: as it goes best, or in one way alone. */
export type WayToWatch = 'auto' | VideoKind | 'mjpeg';

/** What is seen, and how it comes. */
export interface PlayedPicture {
  readonly kind: VideoKind | 'mjpeg';
  /** Of a video: known to be that, and not H.264. */
  readonly isH265?: boolean;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Null where nobody counts them. */
  readonly picturesPerSecond: number | null;
  /** When it was captured, by the wall clock of the camera, where that is known. */
  readonly capturedMilliseconds?: number | undefined;
}

/** As the player tells it: `onShown` also when another element is to be seen from now on. */
interface Told extends Pick<VideoPlayerOptions, 'onShown' | 'onLost' | 'onEnded'> {
  /** Whether other pictures of this browser leave no connection for a second video. */
  readonly isCrowded: () => boolean;
}

const fullRendition = 'full';
/** Main profile, level 1: whoever takes any takes that. */
const leastH265 = 'hvc1.1.6.L30.B0';

/** The live picture of a camera as a video, in elements of its own. */
export class LiveVideo {
  readonly #elements: VideoElements;
  readonly #transports: readonly OfferedTransport[];
  readonly #told: Told;
  readonly #stopFollowing: () => void;
  #player: VideoPlayer;
  #hasSound = false;
  /** What is opened from now on has to bring the sound too. */
  #isHeard = false;

  /**
   * Null where this browser plays no live video in that way.
   *
   * @param isSmall in the smallest size that the camera is there in, for slow networks
   */
  static async open(cameraId: string | undefined, way: WayToWatch, isSmall: boolean, told: Told): Promise<LiveVideo | null> {
    const transportsOf = (choice: Choice, isHeard: () => boolean): OfferedTransport[] =>
      waysOf(cameraId, choice, isHeard).filter(({ kind }) => way === 'auto' || way === kind);
    if (transportsOf(usualChoice, () => false).length === 0) {
      return null;
    }
    const asks = isSmall || canPlayH265() || canPlayH265ByWhep(leastH265);
    const choice = asks ? await choose(cameraId, isSmall).catch(() => usualChoice) : usualChoice;
    return new LiveVideo((isHeard) => transportsOf(choice, isHeard), told);
  }

  private constructor(transportsOf: (isHeard: () => boolean) => OfferedTransport[], told: Told) {
    this.#elements = new VideoElements(() => !told.isCrowded());
    this.#transports = transportsOf(() => this.#isHeard);
    this.#told = told;
    this.#player = this.#play();
    this.#stopFollowing = hearing.onChange(() => this.#followSound());
  }

  /** What belongs on the page. */
  get container(): HTMLElement {
    return this.#elements.container;
  }

  /** The element in it that is to be seen. */
  get element(): HTMLVideoElement {
    return this.#elements.seen;
  }

  /** Whether the camera has a sound, which is heard where people want that. */
  setSound(hasSound: boolean): void {
    if (hasSound !== this.#hasSound) {
      this.#hasSound = hasSound;
      this.#followSound();
    }
  }

  /** Null while it is not what should be seen. */
  get played(): PlayedPicture | null {
    const { kind, isH265, picturesPerSecond, capturedMilliseconds } = this.#player;
    const { videoWidth: widthPixels, videoHeight: heightPixels } = this.element;
    return kind === null ? null : { kind, isH265, widthPixels, heightPixels, picturesPerSecond, capturedMilliseconds };
  }

  close(): void {
    this.#stopFollowing();
    this.#player.close();
  }

  #play(): VideoPlayer {
    return new VideoPlayer({
      video: this.element,
      transports: this.#transports,
      delay,
      now: () => performance.now(),
      pictures: (video) => video.getVideoPlaybackQuality().totalVideoFrames,
      place: this.#elements,
      ...this.#told,
    });
  }

  /** WebRTC brings the sound to whoever hears it, and is opened anew for that: to keep in step with it, pictures come later. The others have it in them. */
  #followSound(): void {
    const isHeard = this.#hasSound && hearing.isOn;
    if (isHeard !== this.#isHeard) {
      this.#isHeard = isHeard;
      const { kind } = this.#player;
      if ((kind === null || kind === 'webrtc') && this.#transports.some((transport) => transport.kind === 'webrtc')) {
        this.#told.onLost();
        this.#player.close();
        this.#player = this.#play();
      } else {
        this.#player.putOffTrial();
      }
    }
    this.#elements.isMuted = !isHeard || hearing.isPast || hearing.isTalking;
  }
}

/** What is asked for of a camera. */
interface Choice {
  readonly rendition: string;
  /** By MediaSource, which plays what it is given and nothing else; null where nobody has asked what there is. */
  readonly mseRendition: string | null;
  /** What the camera gives is passed on by MediaSource alone: by WebRTC, this browser does not take it as it is. */
  readonly isMseBest: boolean;
}

const usualChoice: Choice = { rendition: fullRendition, mseRendition: null, isMseBest: false };

async function choose(cameraId: string | undefined, isSmall: boolean): Promise<Choice> {
  const response = await fetch(cameraAddress('/live/options', cameraId), { cache: 'no-store' });
  const { transports } = (await response.json()) as LiveOptions;
  const renditions = transports.find(({ kind }) => kind === 'mse')?.renditions ?? [];
  if (isSmall) {
    const rendition = renditions.at(-1)?.name ?? fullRendition;
    return { rendition, mseRendition: rendition, isMseBest: false };
  }
  const isH265 = renditions[0]?.codec === 'h265';
  if (isH265 && !canPlayH265()) {
    return { ...usualChoice, mseRendition: renditions.find(({ codec }) => codec === 'h264')?.name ?? fullRendition };
  }
  const isTakenByWebRtc = canPlayH265ByWhep(renditions[0]?.codec_string ?? '');
  return { ...usualChoice, mseRendition: fullRendition, isMseBest: isH265 && !isTakenByWebRtc };
}

/** The best first. */
function waysOf(cameraId: string | undefined, { rendition, mseRendition, isMseBest }: Choice, isHeard: () => boolean): OfferedTransport[] {
  const webrtc = {
    address: videoAddress('/live/webrtc', cameraId, rendition),
    isHeard,
    assertWatchable: () => assertWatchable(cameraId),
  };
  let isMseAnew = false;
  const mseAddress = async (): Promise<URL> => {
    if (isMseAnew) {
      await assertWatchable(cameraId);
    }
    isMseAnew = true;
    const asked = mseRendition ?? (await choose(cameraId, false).catch(() => usualChoice)).mseRendition ?? fullRendition;
    return videoAddress('/live/video', cameraId, asked);
  };
  const byWebRtc = canPlayWhep() ? [{ kind: 'webrtc' as const, open: whepTransport(webrtc) }] : [];
  const byMse = canPlayMse() ? [{ kind: 'mse' as const, open: mseTransport(mseAddress) }] : [];
  const byHls = canPlayHls() ? [{ kind: 'hls' as const, open: hlsTransport(hlsAddress(cameraId, rendition)) }] : [];
  return isMseBest ? [...byMse, ...byWebRtc, ...byHls] : [...byWebRtc, ...byMse, ...byHls];
}

/** The JPEGs have started the camera: who stops it in between has the last word. */
function videoAddress(path: string, cameraId: string | undefined, rendition = fullRendition): URL {
  const address = cameraAddress(path, cameraId);
  address.searchParams.set('start', 'false');
  if (rendition !== fullRendition) {
    address.searchParams.set('rendition', rendition);
  }
  return address;
}

/** With the choice of the player among all sizes, or of a small one alone, whose reader needs a name to start nothing. */
function hlsAddress(cameraId: string | undefined, rendition: string): URL {
  if (rendition === fullRendition) {
    return videoAddress('/live/hls/index.m3u8', cameraId);
  }
  const address = cameraAddress(`/live/hls/${rendition}/media.m3u8`, cameraId);
  address.searchParams.set('reader', Math.random().toString(36).slice(2));
  return address;
}
