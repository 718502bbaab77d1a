import { SoundDecoder } from '../ffmpeg/sound-decoder.ts';
import type { CameraSound } from '../media/sound/protocol.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import { samplesPerMillisecond } from '../media/sound/sound-frame.ts';
import { isFittingAac, PassedAac } from './passed-aac.ts';
import type { SoundInput, SoundSink } from './sound-input.ts';

/** What a camera on the network sends of its sound. AAC that is as PetLog's own is passed on as it is. */
export class CameraInput implements SoundInput {
  readonly #sink: SoundSink;
  readonly #decoder: SoundDecoder | null;
  readonly #passed: PassedAac | null;

  /** A format that cannot be decoded ends it at once, in a later turn. */
  constructor(format: SoundFormat, sink: SoundSink) {
    this.#sink = sink;
    this.#passed = isFittingAac(format) ? new PassedAac((number, data) => sink.onAac(number, data)) : null;
    this.#decoder = openDecoder(format);
    if (this.#decoder === null) {
      queueMicrotask(() => sink.onEnded('the camera sends its sound in a form that cannot be decoded'));
    }
  }

  add({ data, firstMilliseconds, arrivedMilliseconds }: CameraSound): void {
    const isTold = firstMilliseconds !== null;
    const isPassed = isTold && this.#passed !== null;
    if (isPassed) {
      this.#passed?.add(data, firstMilliseconds);
      if (!this.#sink.areSamplesWanted()) {
        return;
      }
    }
    const samples = this.#decode(data);
    if (samples.length > 0) {
      const atMilliseconds = isTold ? firstMilliseconds + samples.length / samplesPerMillisecond : arrivedMilliseconds;
      this.#sink.onSamples(samples, { atMilliseconds, isTold, isPassed });
    }
  }

  #decode(data: Buffer): Float32Array {
    try {
      return this.#decoder?.decode(data) ?? new Float32Array();
    } catch {
      return new Float32Array(); // what is in the frames may be another thing than was said
    }
  }

  async close(): Promise<void> {
    this.#decoder?.close();
  }
}

function openDecoder(format: SoundFormat): SoundDecoder | null {
  try {
    return new SoundDecoder(format);
  } catch {
    return null;
  }
}
