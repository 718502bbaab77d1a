import { answerError } from '../transport/answer-error.ts';
import { LiveBoxes, type LivePiece, type PictureTime } from './live-boxes.ts';
import { LiveEdge } from './live-edge.ts';
import { isRefusal } from './refusal.ts';
import type { OpenTransport, VideoTransport } from './video-transport.ts';

type MediaSourceClass = typeof MediaSource;

/** On iPhones it has another name, and decides by itself what it keeps. */
function mediaSourceClass(): MediaSourceClass | undefined {
  const { ManagedMediaSource, MediaSource: Plain } = globalThis as {
    ManagedMediaSource?: MediaSourceClass;
    MediaSource?: MediaSourceClass;
  };
  return ManagedMediaSource ?? Plain;
}

/** What is older is removed, once there is twice as much. */
const keptSeconds = 10;
const usualIntervalSeconds = 0.1;

const plays = (codec: string): boolean => mediaSourceClass()?.isTypeSupported(`video/mp4; codecs="${codec}"`) === true;

/** Whether this browser plays H.264 that a script gives it. */
export const canPlayMse = (): boolean => plays('avc1.640028');

/** The same of H.265: Main profile, level 5.1. */
export const canPlayH265 = (): boolean => plays('hvc1.1.6.L153.B0');

/**
 * The video of `GET /live/video`.
 *
 * @param address or what finds it out when it is opened
 */
export function mseTransport(
  address: URL | (() => Promise<URL>),
  fetchAnswer: typeof fetch = (...request) => fetch(...request),
): OpenTransport {
  return (video, onEnded) => new MseTransport(video, address, fetchAnswer, onEnded);
}

class MseTransport implements VideoTransport {
  readonly #video: HTMLVideoElement;
  readonly #abort = new AbortController();
  readonly #source: MediaSource;
  readonly #objectUrl: string;
  readonly #end: () => void;
  #buffer: SourceBuffer | null = null;
  #type = '';
  #queue: LivePiece[] = [];
  #times: PictureTime[] = [];
  #intervalSeconds = usualIntervalSeconds;
  #isRefused = false;
  readonly #edge = new LiveEdge();

  constructor(video: HTMLVideoElement, address: URL | (() => Promise<URL>), fetchAnswer: typeof fetch, onEnded: () => void) {
    const Source = mediaSourceClass();
    if (Source === undefined) {
      throw new Error('this browser takes no video from scripts');
    }
    this.#video = video;
    this.#source = new Source();
    this.#objectUrl = URL.createObjectURL(this.#source);
    video.src = this.#objectUrl;
    this.#end = () => {
      if (!this.#abort.signal.aborted) {
        this.#abort.abort();
        onEnded();
      }
    };
    video.addEventListener('error', this.#end, { signal: this.#abort.signal });
    video.addEventListener('waiting', () => this.#onWaiting(), { signal: this.#abort.signal });
    this.#run(address, fetchAnswer).then(this.#end, this.#end);
  }

  get isH265(): boolean {
    return this.#type.includes('hvc1');
  }

  get isRefused(): boolean {
    return this.#isRefused;
  }

  capturedMilliseconds(): number | undefined {
    const shown = this.#video.currentTime * 1000;
    const time = this.#times.findLast(({ mediaMilliseconds }) => mediaMilliseconds <= shown + 1);
    return time?.capturedMilliseconds;
  }

  close(): void {
    this.#abort.abort();
    this.#video.removeAttribute('src');
    this.#video.load();
    URL.revokeObjectURL(this.#objectUrl);
  }

  async #run(address: URL | (() => Promise<URL>), fetchAnswer: typeof fetch): Promise<void> {
    const { signal } = this.#abort;
    const opened = new Promise<void>((resolve) => this.#source.addEventListener('sourceopen', () => resolve(), { once: true, signal }));
    const response = await fetchAnswer(address instanceof URL ? address : await address(), { cache: 'no-store', signal });
    if (!response.ok) {
      this.#isRefused = isRefusal(response.status);
      throw await answerError(response);
    }
    await opened;
    const boxes = new LiveBoxes();
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
      boxes.push(read.value).forEach((piece) => this.#take(piece));
      this.#pump();
    }
  }

  #take(piece: LivePiece): void {
    const { time } = piece;
    if (time !== undefined) {
      const last = this.#times.at(-1);
      if (last !== undefined) {
        const seconds = (time.mediaMilliseconds - last.mediaMilliseconds) / 1000;
        this.#intervalSeconds += (Math.min(seconds, 2) - this.#intervalSeconds) / 8;
      }
      this.#times = [...this.#times.slice(-60), time];
    }
    this.#queue.push(piece);
  }

  /** For what comes next. */
  #ensureBuffer(codec: string): SourceBuffer {
    const type = `video/mp4; codecs="${codec}"`;
    if (this.#buffer === null) {
      this.#buffer = this.#source.addSourceBuffer(type);
      this.#buffer.addEventListener('updateend', () => this.#onUpdated(), { signal: this.#abort.signal });
    } else if (type !== this.#type) {
      this.#buffer.changeType(type);
    }
    this.#type = type;
    return this.#buffer;
  }

  /** Of the beginning and of a seek it is no news. */
  #onWaiting(): void {
    if (this.#video.played.length > 0 && !this.#video.seeking) {
      this.#edge.ranOut();
    }
  }

  #onUpdated(): void {
    try {
      this.#follow();
      if (!this.#trim()) {
        this.#pump();
      }
    } catch {
      this.#end(); // what the element has let go of, or has no room for, it takes no more of
    }
  }

  /** All that waits, at once, up to where the video begins anew. */
  #pump(): void {
    const [first, ...others] = this.#queue;
    if (first === undefined || this.#buffer?.updating === true || this.#source.readyState !== 'open') {
      return;
    }
    const next = others.findIndex(({ codec }) => codec !== undefined);
    const taken = this.#queue.splice(0, next === -1 ? this.#queue.length : next + 1);
    const buffer = first.codec === undefined ? this.#buffer : this.#ensureBuffer(first.codec);
    const joined = new Uint8Array(taken.reduce((sum, { bytes }) => sum + bytes.length, 0));
    let at = 0;
    for (const { bytes } of taken) {
      joined.set(bytes, at);
      at += bytes.length;
    }
    buffer?.appendBuffer(joined);
  }

  #follow(): void {
    const video = this.#video;
    const { buffered } = video;
    if (buffered.length === 0) {
      return;
    }
    const newest = { start: buffered.start(buffered.length - 1), end: buffered.end(buffered.length - 1) };
    const step = this.#edge.step(video.currentTime, newest, this.#intervalSeconds);
    if ('seekSeconds' in step) {
      video.currentTime = step.seekSeconds;
    } else if (video.playbackRate !== step.playbackRate) {
      video.playbackRate = step.playbackRate;
    }
  }

  /** Whether something is being removed. */
  #trim(): boolean {
    const buffer = this.#buffer;
    const { currentTime } = this.#video;
    if (buffer === null || buffer.buffered.length === 0 || currentTime - buffer.buffered.start(0) < 2 * keptSeconds) {
      return false;
    }
    buffer.remove(buffer.buffered.start(0), currentTime - keptSeconds);
    return true;
  }
}
