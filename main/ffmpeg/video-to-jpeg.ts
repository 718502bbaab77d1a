import {
  AV_CODEC_FLAG_QSCALE,
  AV_FRAME_DATA_DISPLAYMATRIX,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT470BG,
  FF_ENCODER_MJPEG,
  FF_QP2LAMBDA,
} from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, type Frame, Packet, Rational } from 'node-av/lib';
import { displayRotationFilters } from './display-rotation.ts';
import { PictureFilter } from './picture-filter.ts';

interface VideoToJpegOptions {
  /** 1 to 100 */
  quality: number;
  mirrorLeftToRight: boolean;
  mirrorTopToBottom: boolean;
  /** Wider pictures are made smaller. */
  mostWidthPixels?: number;
}

/**
 * The quantiser step of FFmpeg's encoder that keeps as much of a picture as
 * libjpeg at this quality. libjpeg scales its tables by 200 - 2q percent
 * (5000 / q below 50), FFmpeg multiplies its own by the step; 6.5 steps are
 * worth 100 percent, by PSNR and size of photographs.
 *
 * @param quality 1 to 100
 */
export function quantiserStep(quality: number): number {
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return Math.min(31, Math.max(1, Math.round((6.5 * percent) / 100)));
}

/** Turns decoded pictures into JPEGs: JFIF colours, upright, mirrored as asked for. */
export class VideoToJpeg {
  readonly #options: VideoToJpegOptions;
  readonly #packet = new Packet();
  #filter: PictureFilter | null = null;
  #encoder: CodecContext | null = null;
  #pictureCount = 0n;
  #output = Buffer.allocUnsafeSlow(256 * 1024);

  constructor(options: VideoToJpegOptions) {
    this.#options = options;
    this.#packet.alloc();
  }

  /**
   * @param draw changes the finished picture before it is encoded: YUV 4:2:0 of JFIF, upright
   * @returns the JPEG, in memory that the next one reuses: at a video's rate, dead pictures would pile up
   * @throws FFmpegError
   */
  encode(frame: Frame, draw?: (picture: Frame) => void): Uint8Array {
    this.#filter ??= new PictureFilter(this.#filters(frame));
    const picture = this.#filter.apply(frame);
    try {
      if (draw !== undefined) {
        FFmpegError.throwIfError(picture.makeWritable(), 'draw into a picture');
        draw(picture);
      }
      return this.#encode(picture);
    } finally {
      picture.free();
    }
  }

  close(): void {
    this.#filter?.close();
    this.#encoder?.freeContext();
    this.#packet.free();
  }

  #filters(frame: Frame): string[] {
    const { mirrorLeftToRight, mirrorTopToBottom, mostWidthPixels = Infinity } = this.#options;
    const size = frame.width > mostWidthPixels ? `${mostWidthPixels}:-2:` : '';
    return [
      `scale=${size}out_color_matrix=bt601:out_range=full`,
      'format=yuvj420p',
      ...displayRotationFilters(frame.getSideData(AV_FRAME_DATA_DISPLAYMATRIX)),
      ...(mirrorLeftToRight ? ['hflip'] : []),
      ...(mirrorTopToBottom ? ['vflip'] : []),
    ];
  }

  #encode(picture: Frame): Uint8Array {
    if (this.#encoder !== null && (this.#encoder.width !== picture.width || this.#encoder.height !== picture.height)) {
      this.#encoder.freeContext();
      this.#encoder = null;
    }
    this.#encoder ??= openEncoder(picture.width, picture.height, this.#options.quality);
    picture.quality = this.#encoder.globalQuality;
    picture.pts = this.#pictureCount++; // the encoder wants them to rise, and a loop begins anew
    FFmpegError.throwIfError(this.#encoder.sendFrameSync(picture), 'encode a picture');
    FFmpegError.throwIfError(this.#encoder.receivePacketSync(this.#packet), 'encode a picture');
    const { data, size } = this.#packet;
    if (size > this.#output.length) {
      this.#output = Buffer.allocUnsafeSlow(size * 2);
    }
    data?.copy(this.#output);
    this.#packet.unref();
    return this.#output.subarray(0, size);
  }
}

function openEncoder(widthPixels: number, heightPixels: number, quality: number): CodecContext {
  const codec = Codec.findEncoderByName(FF_ENCODER_MJPEG);
  if (codec === null) {
    throw new Error('this build of FFmpeg has no JPEG encoder');
  }
  const encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.width = widthPixels;
  encoder.height = heightPixels;
  encoder.pixelFormat = AV_PIX_FMT_YUVJ420P;
  encoder.colorRange = AVCOL_RANGE_JPEG;
  encoder.colorSpace = AVCOL_SPC_BT470BG;
  encoder.timeBase = new Rational(1, 1000);
  encoder.threadCount = 1;
  encoder.qMin = 1;
  encoder.setFlags(AV_CODEC_FLAG_QSCALE);
  encoder.globalQuality = quantiserStep(quality) * FF_QP2LAMBDA;
  // Not through open2's dictionary: node-av 6.1 frees that twice.
  FFmpegError.throwIfError(encoder.setOption('huffman', 'default'), 'set up the JPEG encoder');
  FFmpegError.throwIfError(encoder.open2Sync(codec, null), 'open the JPEG encoder');
  return encoder;
}
