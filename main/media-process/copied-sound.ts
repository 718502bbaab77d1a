import { Packet, Rational, type FormatContext, type Stream } from 'node-av/lib';
import { check } from '../ffmpeg/ffmpeg-error.ts';
import { samplesOfFrame, samplesPerMillisecond, samplesPerSecond, silentFrame } from '../media/sound/sound-frame.ts';

/** A frame that comes so much too early or too late still follows the one before it. */
const toleratedSamples = samplesOfFrame / 2;

/** The track of sound of a file that is made of parts: without holes, as not every player knows what to do with one. */
export class CopiedSound {
  readonly #file: FormatContext;
  readonly #stream: Stream;
  #nextSamples: number | null = null;

  /** @param input the track that is copied */
  constructor(file: FormatContext, input: Stream) {
    this.#file = file;
    this.#stream = file.newStream();
    checkWrite(input.codecpar.copy(this.#stream.codecpar));
    this.#stream.codecpar.codecTag = 0;
    this.#stream.timeBase = new Rational(1, samplesPerSecond);
  }

  /** The next frame. What is missing before it is silence; one that was there already is left out. */
  async write(packet: Packet, atMilliseconds: number): Promise<void> {
    const atSamples = Math.max(0, Math.round(atMilliseconds * samplesPerMillisecond));
    this.#nextSamples ??= atSamples;
    if (atSamples < this.#nextSamples - toleratedSamples) {
      return;
    }
    while (atSamples > this.#nextSamples + toleratedSamples) {
      using silence = new Packet();
      silence.alloc();
      silence.data = silentFrame;
      silence.isKeyframe = true;
      this.#nextSamples = await this.#append(silence, this.#nextSamples);
    }
    this.#nextSamples = await this.#append(packet, this.#nextSamples);
  }

  /** @returns where the next one begins */
  async #append(packet: Packet, samples: number): Promise<number> {
    const ticksOf = (value: number): bigint =>
      BigInt(Math.round((value * this.#stream.timeBase.den) / (this.#stream.timeBase.num * samplesPerSecond)));
    packet.dts = ticksOf(samples);
    packet.pts = packet.dts;
    packet.duration = ticksOf(samplesOfFrame);
    packet.streamIndex = this.#stream.index;
    checkWrite(await this.#file.writeFrame(packet));
    return samples + samplesOfFrame;
  }
}

function checkWrite(result: number): void {
  check(result, 'write the finished recording');
}
