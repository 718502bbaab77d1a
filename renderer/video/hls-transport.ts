import type Hls from 'hls.js';
import { hlsPlaybackRate } from './hls-pace.ts';
import { canPlayMse } from './mse-transport.ts';
import type { OpenTransport, VideoTransport } from './video-transport.ts';

const playlistType = 'application/vnd.apple.mpegurl';
/** What is older is removed. */
const keptSeconds = 10;

/** Apple's browsers play it best by themselves, and on older iPhones nothing else does; others that play it too do so seconds later than hls.js. */
const playsNatively = (video: HTMLVideoElement): boolean =>
  video.canPlayType(playlistType) !== '' && ('ManagedMediaSource' in globalThis || !('MediaSource' in globalThis));

/** Whether this browser plays HLS, by itself or with a script. */
export const canPlayHls = (): boolean => playsNatively(document.createElement('video')) || canPlayMse();

/** The video of `GET /live/hls/index.m3u8`. */
export function hlsTransport(address: URL): OpenTransport {
  return (video, onEnded) =>
    playsNatively(video) ? new NativeHlsTransport(video, address, onEnded) : new ScriptedHlsTransport(video, address, onEnded);
}

/** In WebKit an element tells the date of its beginning, by `EXT-X-PROGRAM-DATE-TIME`. */
interface DatedVideo extends HTMLVideoElement {
  getStartDate?(): Date;
}

/** As the browser plays it. */
class NativeHlsTransport implements VideoTransport {
  readonly #video: DatedVideo;
  readonly #abort = new AbortController();

  constructor(video: HTMLVideoElement, address: URL, onEnded: () => void) {
    this.#video = video;
    const end = (): void => {
      this.#abort.abort();
      onEnded();
    };
    const { signal } = this.#abort;
    video.addEventListener('error', end, { signal });
    video.addEventListener('ended', end, { signal });
    video.src = address.href;
  }

  capturedMilliseconds(): number | undefined {
    const began = this.#video.getStartDate?.().getTime() ?? NaN; // of no date while it does not know
    return Number.isNaN(began) ? undefined : began + this.#video.currentTime * 1000;
  }

  close(): void {
    this.#abort.abort();
    this.#video.removeAttribute('src');
    this.#video.load();
  }
}

/** With hls.js, which is loaded for those who need it. */
class ScriptedHlsTransport implements VideoTransport {
  readonly #onEnded: () => void;
  readonly #abort = new AbortController();
  #hls: Hls | null = null;
  #isOver = false;

  constructor(video: HTMLVideoElement, address: URL, onEnded: () => void) {
    this.#onEnded = onEnded;
    this.#run(video, address).catch(() => this.#end());
  }

  get isH265(): boolean {
    return this.#hls?.levels[this.#hls.currentLevel]?.videoCodec?.startsWith('hvc1') === true;
  }

  capturedMilliseconds(): number | undefined {
    return this.#hls?.playingDate?.getTime();
  }

  close(): void {
    this.#isOver = true;
    this.#abort.abort();
    this.#hls?.destroy();
    this.#hls = null;
  }

  async #run(video: HTMLVideoElement, address: URL): Promise<void> {
    const { default: HlsPlayer } = await import('hls.js/light');
    if (this.#isOver) {
      return;
    }
    const hls = new HlsPlayer({
      enableWorker: false, // the page allows none
      lowLatencyMode: true,
      backBufferLength: keptSeconds,
      maxLiveSyncPlaybackRate: 1, // `#pace` does it
    });
    this.#hls = hls;
    hls.on(HlsPlayer.Events.ERROR, (_event, { fatal, response }) => {
      // What is refused has ended: whoever shows it asks whether somebody stopped the camera.
      if (fatal || (response?.code ?? 0) >= 400) {
        this.#end();
      }
    });
    video.addEventListener('timeupdate', () => this.#pace(video), { signal: this.#abort.signal });
    hls.loadSource(address.href);
    hls.attachMedia(video);
  }

  #pace(video: HTMLVideoElement): void {
    const { latency = 0, targetLatency = null, latestLevelDetails: details = null } = this.#hls ?? {};
    const { buffered, currentTime } = video;
    if (details === null || targetLatency === null || buffered.length === 0) {
      return;
    }
    const distance = {
      behindSeconds: latency - targetLatency,
      bufferedSeconds: buffered.end(buffered.length - 1) - currentTime,
      partSeconds: details.partTarget,
    };
    const rate = hlsPlaybackRate(distance, video.playbackRate > 1);
    if (video.playbackRate !== rate) {
      video.playbackRate = rate;
    }
  }

  #end(): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#onEnded();
    }
  }
}
