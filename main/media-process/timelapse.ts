import { AVERROR_EAGAIN, AVERROR_EOF, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Codec, CodecContext, Frame, type FormatContext, type Packet, type Stream } from 'node-av/lib';
import type { Question, TimelapseSource, VideoFacts } from '../media/protocol.ts';
import { keyframeIntervalMilliseconds } from '../media/keyframe-interval.ts';
import { check } from '../ffmpeg/ffmpeg-error.ts';
import { TimelapseFilm } from './timelapse-film.ts';
import { packetsOf, toMilliseconds, withVideoFile } from '../ffmpeg/video-file.ts';

/** Pictures a second of the film. */
export const filmRate = 30;

/** Which pictures of a recording the film shows, in milliseconds from the recording's beginning; rising. */
export interface TimelapsePlan {
  readonly source: TimelapseSource;
  readonly moments: readonly number[];
}

/**
 * Spreads the film's pictures evenly over what was recorded; times without a
 * recording take no time in the film.
 *
 * @returns nothing for recordings that have no picture in it
 */
export function planTimelapse({
  sources,
  fromMilliseconds,
  untilMilliseconds,
  durationSeconds,
}: Omit<Question<'make-timelapse'>, 'bitrateKbps' | 'outputPath'>): TimelapsePlan[] {
  const spans = sources
    .map((source) => {
      const begin = Math.max(0, fromMilliseconds - source.startMilliseconds);
      const end = Math.min(source.durationMilliseconds, untilMilliseconds - source.startMilliseconds);
      return { source, begin, lengthMilliseconds: end - begin };
    })
    .filter(({ lengthMilliseconds }) => lengthMilliseconds > 0)
    .sort((a, b) => a.source.startMilliseconds - b.source.startMilliseconds);
  const total = spans.reduce((sum, { lengthMilliseconds }) => sum + lengthMilliseconds, 0);
  const count = durationSeconds * filmRate;
  let shown = 0;
  let passed = 0;
  return spans
    .map(({ source, begin, lengthMilliseconds }) => {
      const moments: number[] = [];
      for (let at = momentOf(shown); shown < count && at < passed + lengthMilliseconds; at = momentOf(shown)) {
        moments.push(begin + at - passed);
        shown += 1;
      }
      passed += lengthMilliseconds;
      return { source, moments };
    })
    .filter(({ moments }) => moments.length > 0);

  function momentOf(index: number): number {
    return ((index + 0.5) * total) / count;
  }
}

/**
 * Makes a film of recordings. A recording that cannot be read is shown as the
 * picture before it.
 *
 * @throws when there is no picture at all, or the film cannot be written
 */
export async function makeTimelapse(question: Question<'make-timelapse'>, onProgress: (share: number) => void): Promise<VideoFacts> {
  const { durationSeconds, bitrateKbps, outputPath } = question;
  const film = new TimelapseFilm({ path: outputPath, frameRate: filmRate, bitrateKbps });
  const count = durationSeconds * filmRate;
  let planned = 0;
  let told = 0;
  try {
    for (const { source, moments } of planTimelapse(question)) {
      planned += moments.length;
      try {
        await withVideoFile(source.path, async (file, video) => {
          for await (const picture of picturesAt(file, video, moments)) {
            film.show(picture);
            film.throwIfFailed();
            if (film.frameCount / count >= told + 0.01) {
              told = film.frameCount / count;
              onProgress(told);
            }
          }
        });
      } catch (error) {
        film.throwIfFailed();
        process.stderr.write(`${source.path}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
      film.holdUntil(planned);
    }
    film.holdUntil(count);
    return await film.finish();
  } finally {
    film.close();
  }
}

/** The newest picture at each moment, decoded. Each is valid until the next one. */
export async function* picturesAt(file: FormatContext, video: Stream, moments: readonly number[]): AsyncGenerator<Frame> {
  const [first = 0] = moments;
  const interval = ((moments.at(-1) ?? first) - first) / Math.max(1, moments.length - 1);
  const isSparse = interval >= keyframeIntervalMilliseconds;
  const decoder = new PictureDecoder(video);
  try {
    if (isSparse) {
      for (const moment of moments) {
        await seek(file, video, moment);
        const picture = await decoder.first(packetsOf(file, video));
        if (picture !== null) {
          yield picture;
        }
        decoder.flush();
      }
      return;
    }
    await seek(file, video, first);
    let next = 0;
    for await (const { picture, untilMilliseconds } of decoder.all(packetsOf(file, video))) {
      for (; next < moments.length && (moments[next] ?? 0) < untilMilliseconds; next += 1) {
        yield picture;
      }
      if (next === moments.length) {
        return;
      }
    }
  } finally {
    decoder.close();
  }
}

async function seek(file: FormatContext, video: Stream, milliseconds: number): Promise<void> {
  const { num, den } = video.timeBase;
  check(
    await file.seekFrame(video.index, BigInt(Math.floor((milliseconds * den) / num / 1000)), AVSEEK_FLAG_BACKWARD),
    'seek in a recording',
  );
}

class PictureDecoder {
  readonly #context = new CodecContext();
  readonly #picture = new Frame();
  readonly #timeBase: Stream['timeBase'];

  constructor({ codecpar, timeBase }: Stream) {
    const codec = Codec.findDecoder(codecpar.codecId);
    this.#timeBase = timeBase;
    this.#context.allocContext3(codec);
    check(this.#context.parametersToContext(codecpar), 'open the decoder');
    this.#context.threadCount = 1;
    check(this.#context.open2Sync(codec), 'open the decoder');
    this.#picture.alloc();
  }

  /** The picture of the first packet that yields one. */
  async first(packets: AsyncIterable<Packet>): Promise<Frame | null> {
    for await (const packet of packets) {
      check(this.#context.sendPacketSync(packet), 'decode a picture');
      check(this.#context.sendPacketSync(null), 'decode a picture');
      if (this.#receive()) {
        return this.#picture;
      }
      this.flush();
    }
    return null;
  }

  /** Every picture, and until when it is shown. */
  async *all(packets: AsyncIterable<Packet>): AsyncGenerator<{ picture: Frame; untilMilliseconds: number }> {
    for await (const packet of packets) {
      check(this.#context.sendPacketSync(packet), 'decode a picture');
      while (this.#receive()) {
        yield this.#shown;
      }
    }
    check(this.#context.sendPacketSync(null), 'decode a picture');
    while (this.#receive()) {
      yield this.#shown;
    }
  }

  flush(): void {
    this.#context.flushBuffers();
  }

  close(): void {
    this.#picture.free();
    this.#context.freeContext();
  }

  get #shown(): { picture: Frame; untilMilliseconds: number } {
    const { pts, duration } = this.#picture;
    return { picture: this.#picture, untilMilliseconds: toMilliseconds(pts + duration, this.#timeBase) };
  }

  #receive(): boolean {
    const result = this.#context.receiveFrameSync(this.#picture);
    if (result === AVERROR_EAGAIN || result === AVERROR_EOF) {
      return false;
    }
    check(result, 'decode a picture');
    return true;
  }
}
