import { AV_CHANNEL_ORDER_NATIVE, AV_CODEC_ID_OPUS } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet } from 'node-av/lib';
import { samplesPerSecond } from '../media/sound/sound-frame.ts';
import { check } from './ffmpeg-error.ts';

/** The front centre alone (AV_CH_FRONT_CENTER). */
const oneChannel = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };

/** Decodes Opus to one channel of 48 kHz. */
export class OpusDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();

  /** @throws when there is no such decoder here */
  constructor() {
    const codec = Codec.findDecoder(AV_CODEC_ID_OPUS);
    if (codec === null) {
      throw new Error('this build of FFmpeg has no decoder of Opus');
    }
    const context = this.#context;
    context.allocContext3(codec);
    context.sampleRate = samplesPerSecond;
    context.channelLayout = oneChannel;
    check(context.open2Sync(codec), 'open the decoder of the voice');
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /** @returns what is heard, from -1 to 1; null for what is no frame of Opus */
  decode(data: Uint8Array): Float32Array | null {
    this.#packet.data = Buffer.from(data);
    const sent = this.#context.sendPacketSync(this.#packet);
    this.#packet.unref();
    const parts: Float32Array[] = [];
    while (sent >= 0 && this.#context.receiveFrameSync(this.#frame) >= 0) {
      const [plane] = this.#frame.data ?? [];
      if (plane !== undefined) {
        parts.push(new Float32Array(plane.buffer, plane.byteOffset, this.#frame.nbSamples).slice());
      }
      this.#frame.unref();
    }
    const [only] = parts;
    return parts.length <= 1 ? (only ?? null) : Float32Array.from(parts.flatMap((part) => [...part]));
  }

  close(): void {
    this.#frame.free();
    this.#packet.free();
    this.#context.freeContext();
  }
}
