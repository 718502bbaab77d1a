import { AV_CHANNEL_ORDER_NATIVE, AV_CODEC_FLAG_BITEXACT, AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_FLTP } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import { samplesOfFrame, samplesOfOpusFrame, samplesPerSecond } from '../media/sound/sound-frame.ts';
import { check } from './ffmpeg-error.ts';

/** What sound becomes. */
const encodings = {
  /** AAC-LC by FFmpeg's own encoder, for files and HTTP; enough for voices and a purr. */
  aac: { encoder: 'aac', sampleFormat: AV_SAMPLE_FMT_FLTP, samplesOfFrame, bitsPerSecond: 64_000n },
  /** For WebRTC: of what music of one channel takes, 48 to 64 kbit/s, the least (RFC 6716, 2.1.1). */
  opus: { encoder: 'libopus', sampleFormat: AV_SAMPLE_FMT_FLT, samplesOfFrame: samplesOfOpusFrame, bitsPerSecond: 48_000n },
} as const;

/** The front centre alone (AV_CH_FRONT_CENTER). */
const oneChannel = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };

/** One frame as it left the encoder. */
export interface EncodedSound {
  /**
   * Which of the samples that went in is the first that a decoder makes of it. It is below zero at the beginning: AAC has a
   * frame for its decoder to begin with, and what an Opus decoder gives is some milliseconds late.
   */
  readonly firstSample: number;
  /** A copy that the reader may keep; AAC is without a header (ADTS). */
  readonly data: Buffer;
}

/** Encodes one channel of 48 kHz. */
export class SoundEncoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  /** Of one frame. */
  readonly #samplesOfFrame: number;
  #givenSamples = 0;

  /** @throws when there is no such encoder here */
  constructor(name: keyof typeof encodings) {
    const encoding = encodings[name];
    this.#samplesOfFrame = encoding.samplesOfFrame;
    const codec = Codec.findEncoderByName(encoding.encoder as Parameters<typeof Codec.findEncoderByName>[0]);
    if (codec === null) {
      throw new Error(`this build of FFmpeg has no encoder ${encoding.encoder}`);
    }
    const context = this.#context;
    context.allocContext3(codec);
    context.sampleRate = samplesPerSecond;
    context.sampleFormat = encoding.sampleFormat;
    context.channelLayout = oneChannel;
    context.bitRate = encoding.bitsPerSecond;
    context.timeBase = new Rational(1, samplesPerSecond);
    context.setFlags(AV_CODEC_FLAG_BITEXACT); // else AAC has its encoder's name in the first frame
    check(context.open2Sync(codec), 'open the encoder of the sound');
    this.#packet.alloc();
    const frame = this.#frame;
    frame.alloc();
    frame.nbSamples = encoding.samplesOfFrame;
    frame.format = encoding.sampleFormat;
    frame.sampleRate = samplesPerSecond;
    frame.channelLayout = oneChannel;
    check(frame.getBuffer(0), 'encode the sound');
  }

  /** @param samples as many as a frame has, from -1 to 1 */
  encode(samples: Float32Array): EncodedSound[] {
    const frame = this.#frame;
    check(frame.makeWritable(), 'encode the sound');
    const [plane] = frame.data ?? [];
    if (plane === undefined) {
      throw new Error('the encoder of the sound has no memory');
    }
    new Float32Array(plane.buffer, plane.byteOffset, this.#samplesOfFrame).set(samples);
    frame.pts = BigInt(this.#givenSamples);
    this.#givenSamples += this.#samplesOfFrame;
    check(this.#context.sendFrameSync(frame), 'encode the sound');
    const outputs: EncodedSound[] = [];
    while (this.#context.receivePacketSync(this.#packet) >= 0) {
      const { data, pts } = this.#packet;
      if (data !== null) {
        outputs.push({ firstSample: Number(pts), data: Buffer.from(data) });
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
