import {
  AV_NOPTS_VALUE,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import { CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Packet, type Stream } from 'node-av/lib';
import { localFileOptions, localFileUrl } from '../files/local-file.ts';
import { displayTurn, type DisplayTurn } from '../ffmpeg/display-matrix.ts';

/** Pictures of a video at given moments, with as little decoding as possible. */
export class VideoReader implements AsyncDisposable {
  readonly #file: FormatContext;
  readonly #video: Stream;
  readonly #decoder: CodecContext;
  readonly #packet = new Packet();
  #decoded = new Frame();
  /** The last picture, for moments behind the end. */
  #shown = new Frame();
  #hasShown = false;

  private constructor(file: FormatContext, video: Stream, decoder: CodecContext) {
    this.#file = file;
    this.#video = video;
    this.#decoder = decoder;
    this.#packet.alloc();
    this.#decoded.alloc();
    this.#shown.alloc();
  }

  /** @throws when the file is no video */
  static async open(path: string): Promise<VideoReader> {
    const file = new FormatContext();
    const decoder = new CodecContext();
    using options = Dictionary.fromObject(localFileOptions());
    try {
      FFmpegError.throwIfError(await file.openInput(localFileUrl(path), null, options), 'read the file');
      FFmpegError.throwIfError(await file.findStreamInfo(), 'read the file');
      const { streamIndex, decoder: codec } = file.findBestStream(AVMEDIA_TYPE_VIDEO, -1, -1, true);
      const video = file.streams[streamIndex];
      if (video === undefined || codec === null) {
        throw new Error('the file holds no video that can be decoded');
      }
      decoder.allocContext3(codec);
      FFmpegError.throwIfError(decoder.parametersToContext(video.codecpar), 'set up the decoder');
      decoder.pktTimebase = video.timeBase;
      decoder.threadCount = 1;
      FFmpegError.throwIfError(await decoder.open2(codec, null), 'open the decoder');
      return new VideoReader(file, video, decoder);
    } catch (error) {
      decoder.freeContext();
      await file.closeInput();
      throw error;
    }
  }

  /** How its pictures want to be turned for show. */
  get turn(): DisplayTurn | null {
    return displayTurn(this.#video.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX));
  }

  /**
   * A picture at most `toleranceMilliseconds` before the moment, if the video
   * has one: a keyframe if that is close enough, for it needs no other picture
   * to be decoded. At the end, the last one. It is valid until the next call.
   *
   * @throws when no picture can be decoded
   */
  async pictureAt(atMilliseconds: number, toleranceMilliseconds: number): Promise<Frame> {
    const start = this.#video.startTime === AV_NOPTS_VALUE ? 0n : this.#video.startTime;
    if ((await this.#file.seekFrame(this.#video.index, start + this.#ticks(atMilliseconds), AVSEEK_FLAG_BACKWARD)) >= 0) {
      this.#decoder.flushBuffers();
    }
    const earliest = start + this.#ticks(atMilliseconds - toleranceMilliseconds);
    while (await this.#next()) {
      const timestamp = this.#shown.bestEffortTimestamp;
      if (timestamp === AV_NOPTS_VALUE || timestamp >= earliest) {
        break;
      }
    }
    if (!this.#hasShown) {
      throw new Error('the file holds no picture that can be decoded');
    }
    return this.#shown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#shown.free();
    this.#decoded.free();
    this.#packet.free();
    this.#decoder.freeContext();
    await this.#file.closeInput();
  }

  #ticks(milliseconds: number): bigint {
    const { num, den } = this.#video.timeBase;
    return BigInt(Math.round((milliseconds * den) / num / 1000));
  }

  /** Decodes one more picture into `#shown`; false at the end. Damaged ones are left out. */
  async #next(): Promise<boolean> {
    for (;;) {
      const received = this.#decoder.receiveFrameSync(this.#decoded);
      if (received >= 0) {
        [this.#shown, this.#decoded] = [this.#decoded, this.#shown];
        this.#decoded.unref();
        this.#hasShown = true;
        return true;
      }
      if (received === AVERROR_EOF) {
        return false;
      }
      if (received !== AVERROR_EAGAIN || !(await this.#feed())) {
        return false;
      }
    }
  }

  /** Gives the decoder one more packet, or says that there is none; false when it takes nothing more. */
  async #feed(): Promise<boolean> {
    for (;;) {
      if ((await this.#file.readFrame(this.#packet)) < 0) {
        return this.#decoder.sendPacketSync(null) >= 0;
      }
      const isVideo = this.#packet.streamIndex === this.#video.index;
      if (isVideo) {
        this.#decoder.sendPacketSync(this.#packet);
      }
      this.#packet.unref();
      if (isVideo) {
        return true;
      }
    }
  }
}
