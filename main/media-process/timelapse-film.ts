import type { Frame } from 'node-av/lib';
import type { PictureSize, VideoFacts } from '../media/protocol.ts';
import { keyframeIntervalMilliseconds } from '../media/keyframe-interval.ts';
import { H264Encoder, type EncoderOutput } from '../ffmpeg/h264-encoder.ts';
import { evenBelow, PictureScaler } from '../ffmpeg/picture-scaler.ts';
import { RecordingWriter } from './recording-writer.ts';

export interface TimelapseFilmOptions {
  /** An existing file; its content is replaced. */
  path: string;
  frameRate: number;
  bitrateKbps: number;
}

/** A film of pictures at a steady rate, each of the size of the first. */
export class TimelapseFilm {
  readonly #options: TimelapseFilmOptions;
  readonly #writer: RecordingWriter;
  readonly #scaler = new PictureScaler();
  #encoder: { h264: H264Encoder; size: PictureSize } | null = null;
  #frameCount = 0;
  #repeats: Frame | null = null;
  #error: Error | null = null;

  constructor(options: TimelapseFilmOptions) {
    this.#options = options;
    this.#writer = new RecordingWriter({
      path: options.path,
      frameRate: options.frameRate,
      pastBytes: 0,
      originMilliseconds: null,
      untilMilliseconds: null,
      sound: null,
      onWritten: () => {},
      onFailed: (error) => (this.#error = error),
    });
  }

  get frameCount(): number {
    return this.#frameCount;
  }

  /** @throws the system's error when the film could not be written */
  throwIfFailed(): void {
    if (this.#error !== null) {
      throw this.#error;
    }
  }

  show(picture: Frame): void {
    this.#encoder ??= this.#open(picture);
    const { size } = this.#encoder;
    this.#repeats?.free();
    this.#repeats = this.#scaler.scaled(picture, size).clone();
    this.#encode();
  }

  /** Shows the last picture until there are so many. */
  holdUntil(frameCount: number): void {
    while (this.#repeats !== null && this.#frameCount < frameCount) {
      this.#encode();
    }
  }

  /** @throws when there is no picture, or the film could not be written */
  async finish(): Promise<VideoFacts> {
    if (this.#encoder !== null) {
      this.#write(this.#encoder.h264.drain());
    }
    const facts = await this.#writer.finish(this.#at(this.#frameCount));
    this.throwIfFailed();
    if (facts === null) {
      throw new Error('none of the recordings holds a picture of that time');
    }
    return facts;
  }

  close(): void {
    this.#repeats?.free();
    this.#repeats = null;
    this.#encoder?.h264.close();
    this.#encoder = null;
    this.#scaler.close();
  }

  #open({ width, height }: Frame): { h264: H264Encoder; size: PictureSize } {
    const { frameRate, bitrateKbps } = this.#options;
    const size = { widthPixels: evenBelow(width), heightPixels: evenBelow(height) };
    return { size, h264: new H264Encoder('libx264', size, { frameRate, bitrateKbps, size, allowHardware: false }) };
  }

  #encode(): void {
    if (this.#encoder !== null && this.#repeats !== null) {
      const isKeyframe = this.#frameCount % Math.round((this.#options.frameRate * keyframeIntervalMilliseconds) / 1000) === 0;
      const outputs = this.#encoder.h264.encode(this.#repeats, this.#at(this.#frameCount), isKeyframe);
      this.#frameCount += 1;
      this.#write(outputs);
    }
  }

  #write(outputs: readonly EncoderOutput[]): void {
    for (const { annexB, isKeyframe, timestampMilliseconds } of outputs) {
      if (this.#encoder !== null) {
        this.#writer.write({ annexB, isKeyframe, captureMilliseconds: timestampMilliseconds, sequence: 0, size: this.#encoder.size });
      }
    }
  }

  #at(index: number): number {
    return Math.round((index * 1000) / this.#options.frameRate);
  }
}
