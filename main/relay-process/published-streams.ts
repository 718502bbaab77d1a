/** What FFmpeg is told of the video and its sound, and when each picture and frame is in them. */
import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_H264,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLTP,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { type FormatContext, Rational } from 'node-av/lib';
import { audioSpecificConfig, samplesOfFrame, samplesPerMillisecond, samplesPerSecond } from '../media/sound/sound-frame.ts';
import type { RelayedFormat } from '../relays/protocol.ts';
import { isPicture, type OutgoingMedium } from './outgoing-media.ts';

const ticksPerMillisecond = 90;
const pictureBase = new Rational(1, 1000 * ticksPerMillisecond);
const soundBase = new Rational(1, samplesPerSecond);
/** AV_CH_LAYOUT_MONO */
const oneChannel = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };

export function addVideoStream(output: FormatContext, { parameters, widthPixels, heightPixels }: RelayedFormat): void {
  const stream = output.newStream();
  const { codecpar } = stream;
  codecpar.codecType = AVMEDIA_TYPE_VIDEO;
  codecpar.codecId = AV_CODEC_ID_H264;
  codecpar.format = AV_PIX_FMT_YUV420P;
  codecpar.width = widthPixels;
  codecpar.height = heightPixels;
  codecpar.extradata = Buffer.from(parameters);
  stream.timeBase = pictureBase;
}

/** AAC as `sound-frame.ts` has it. */
export function addSoundStream(output: FormatContext): void {
  const stream = output.newStream();
  const { codecpar } = stream;
  codecpar.codecType = AVMEDIA_TYPE_AUDIO;
  codecpar.codecId = AV_CODEC_ID_AAC;
  codecpar.format = AV_SAMPLE_FMT_FLTP;
  codecpar.sampleRate = samplesPerSecond;
  codecpar.channelLayout = oneChannel;
  codecpar.frameSize = samplesOfFrame;
  codecpar.extradata = Buffer.from(audioSpecificConfig);
  stream.timeBase = soundBase;
}

/** From times of capture to those of a video that begins with its first picture. */
export class MediaTimes {
  #firstMilliseconds: number | null = null;
  #lastTicks = BigInt(-ticksPerMillisecond);
  #lastSample = -1;

  get haveBegun(): boolean {
    return this.#firstMilliseconds !== null;
  }

  /** @returns null for sound from before the first picture, or that came already */
  of(medium: OutgoingMedium): { readonly ticks: bigint; readonly base: Rational } | null {
    if (isPicture(medium)) {
      this.#firstMilliseconds ??= medium.captureMilliseconds;
      return { ticks: this.#pictureTicks(medium.captureMilliseconds - this.#firstMilliseconds), base: pictureBase };
    }
    const sample = medium.firstSample - Math.round((this.#firstMilliseconds ?? Infinity) * samplesPerMillisecond);
    if (sample < 0 || sample <= this.#lastSample) {
      return null;
    }
    this.#lastSample = sample;
    return { ticks: BigInt(sample), base: soundBase };
  }

  #pictureTicks(milliseconds: number): bigint {
    const wanted = BigInt(Math.round(milliseconds * ticksPerMillisecond));
    // RTMP counts milliseconds: no two pictures may have the same.
    const earliest = this.#lastTicks + BigInt(ticksPerMillisecond);
    this.#lastTicks = wanted > earliest ? wanted : earliest;
    return this.#lastTicks;
  }
}
