import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_OPUS,
  AV_CODEC_ID_PCM_ALAW,
  AV_CODEC_ID_PCM_MULAW,
  AV_CODEC_ID_PCM_S16BE,
  AV_SAMPLE_FMT_FLT,
} from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, SoftwareResampleContext } from 'node-av/lib';
import { samplesPerSecond } from '../media/sound/sound-frame.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import { check } from './ffmpeg-error.ts';

const codecs = {
  aac: AV_CODEC_ID_AAC,
  opus: AV_CODEC_ID_OPUS,
  pcmu: AV_CODEC_ID_PCM_MULAW,
  pcma: AV_CODEC_ID_PCM_ALAW,
  l16: AV_CODEC_ID_PCM_S16BE,
} as const satisfies Record<SoundFormat['encoding'], unknown>;

const bytesOfSample = 4;
/** The front centre alone (AV_CH_FRONT_CENTER). */
const oneChannel = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };
/** Left and right. */
const twoChannels = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: 3n };

/** Decodes what a camera sends, to one channel of 48 kHz. */
export class SoundDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  #resampler: SoftwareResampleContext | null = null;
  /** Of the frames that the resampler is for; AAC may have others than it says. */
  #resampled = '';

  /** @throws when there is no such decoder here, or the format is none that it takes */
  constructor({ encoding, samplesPerSecond: rate, channels, configHex }: SoundFormat) {
    const codec = Codec.findDecoder(codecs[encoding]);
    if (codec === null) {
      throw new Error(`this build of FFmpeg does not decode ${encoding}`);
    }
    const context = this.#context;
    context.allocContext3(codec);
    if (encoding === 'aac') {
      context.extraData = Buffer.from(configHex, 'hex');
    } else {
      context.sampleRate = rate;
      context.channelLayout = channels === 1 ? oneChannel : twoChannels;
    }
    check(context.open2Sync(codec), 'open the decoder of the sound');
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /** @returns none where the frame cannot be decoded */
  decode(data: Buffer): Float32Array {
    this.#packet.data = data;
    const sent = this.#context.sendPacketSync(this.#packet);
    this.#packet.unref();
    const parts: Float32Array[] = [];
    while (sent >= 0 && this.#context.receiveFrameSync(this.#frame) >= 0) {
      parts.push(this.#convert(this.#frame));
      this.#frame.unref();
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Float32Array.from(parts.flatMap((part) => [...part]));
  }

  close(): void {
    this.#resampler?.free();
    this.#frame.free();
    this.#packet.free();
    this.#context.freeContext();
  }

  #convert(frame: Frame): Float32Array {
    const { sampleRate, channelLayout, format, nbSamples, data } = frame;
    const resampled = `${sampleRate} ${channelLayout.nbChannels} ${channelLayout.mask} ${format}`;
    if (this.#resampler === null || resampled !== this.#resampled) {
      this.#resampler?.free();
      const resampler = new SoftwareResampleContext();
      this.#resampler = resampler;
      this.#resampled = resampled;
      const from = channelLayout.nbChannels === 1 ? oneChannel : channelLayout;
      check(
        resampler.allocSetOpts2(
          oneChannel,
          AV_SAMPLE_FMT_FLT,
          samplesPerSecond,
          from,
          format as Parameters<typeof resampler.allocSetOpts2>[4],
          sampleRate,
        ),
        'convert the sound',
      );
      check(resampler.setOption('rematrix_maxval', 1), 'convert the sound'); // else what both channels have becomes too loud
      check(resampler.init(), 'convert the sound');
    }
    const most = this.#resampler.getOutSamples(nbSamples);
    const output = Buffer.allocUnsafeSlow(Math.max(1, most) * bytesOfSample);
    const count = this.#resampler.convertSync([output], most, data ?? null, nbSamples);
    check(count, 'convert the sound');
    return new Float32Array(output.buffer, output.byteOffset, count);
  }
}
