import { AV_CHANNEL_ORDER_NATIVE, AV_CODEC_FLAG_BITEXACT, AV_SAMPLE_FMT_FLTP } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import { samplesOfFrame, samplesPerSecond } from '../media/sound/sound-frame.ts';
import { check } from './ffmpeg-error.ts';

/** Enough for voices and a purr. */
const bitsPerSecond = 64_000n;
/** The front centre alone (AV_CH_FRONT_CENTER). */
const oneChannel = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };

/** One frame as it left the encoder. */
export interface AacOutput {
  /** Counted from the first frame that went in, which is 0: the encoder's first one is -1, for its decoder to begin with. */
  readonly index: number;
  /** A copy that the reader may keep; without a header (ADTS). */
  readonly data: Buffer;
}

/** FFmpeg's own encoder for AAC-LC, for one channel of 48 kHz. */
export class AacEncoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  #index = 0;

  /** @throws when there is no such encoder here */
  constructor() {
    const codec = Codec.findEncoderByName('aac' as Parameters<typeof Codec.findEncoderByName>[0]);
    if (codec === null) {
      throw new Error('this build of FFmpeg has no encoder aac');
    }
    const context = this.#context;
    context.allocContext3(codec);
    context.sampleRate = samplesPerSecond;
    context.sampleFormat = AV_SAMPLE_FMT_FLTP;
    context.channelLayout = oneChannel;
    context.bitRate = bitsPerSecond;
    context.timeBase = new Rational(1, samplesPerSecond);
    context.setFlags(AV_CODEC_FLAG_BITEXACT); // else it writes its name into the first frame
    check(context.open2Sync(codec), 'open the encoder of the sound');
    this.#packet.alloc();
    const frame = this.#frame;
    frame.alloc();
    frame.nbSamples = samplesOfFrame;
    frame.format = AV_SAMPLE_FMT_FLTP;
    frame.sampleRate = samplesPerSecond;
    frame.channelLayout = oneChannel;
    check(frame.getBuffer(0), 'encode the sound');
  }

  /** @param samples as many as a frame has, from -1 to 1 */
  encode(samples: Float32Array): AacOutput[] {
    const frame = this.#frame;
    check(frame.makeWritable(), 'encode the sound');
    const [plane] = frame.data ?? [];
    if (plane === undefined) {
      throw new Error('the encoder of the sound has no memory');
    }
    new Float32Array(plane.buffer, plane.byteOffset, samplesOfFrame).set(samples);
    frame.pts = BigInt(this.#index * samplesOfFrame);
    this.#index += 1;
    check(this.#context.sendFrameSync(frame), 'encode the sound');
    const outputs: AacOutput[] = [];
    while (this.#context.receivePacketSync(this.#packet) >= 0) {
      const { data, pts } = this.#packet;
      if (data !== null) {
        outputs.push({ index: Number(pts) / samplesOfFrame, data: Buffer.from(data) });
      }
      this.#packet.unref();
    }
    return outputs;
  }

  close(): void {
    this.#frame.free();
    this.#packet.free();
    this.#context.freeContext();
  }
}
