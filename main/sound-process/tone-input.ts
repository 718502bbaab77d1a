import { samplesPerSecond } from '../media/sound/sound-frame.ts';
import type { Clock } from '../system/clock.ts';
import type { SoundInput, SoundSink } from './sound-input.ts';

const blockMilliseconds = 20;
/** A machine that stood still is not made up for. */
const mostBehindMilliseconds = 1000;
const purr = { tonePerSecond: 110, beatsPerSecond: 24, amplitude: 0.04 } as const;
/** At the beginning of each second. */
const tick = { tonePerSecond: 1000, amplitude: 0.08, seconds: 0.03 } as const;

/** The mock camera's sound: a soft purr that no cat would own, and a tick each second. */
export class ToneInput implements SoundInput {
  #made = 0;
  #cancel: () => void;

  constructor(clock: Clock, sink: Pick<SoundSink, 'onSamples'>) {
    let startMilliseconds = clock.monotonicMilliseconds();
    const make = (): void => {
      this.#cancel = clock.after(blockMilliseconds, make);
      let due = Math.floor(((clock.monotonicMilliseconds() - startMilliseconds) * samplesPerSecond) / 1000) - this.#made;
      if (due > (mostBehindMilliseconds * samplesPerSecond) / 1000) {
        startMilliseconds = clock.monotonicMilliseconds();
        this.#made = 0;
        due = 0;
      }
      if (due > 0) {
        sink.onSamples(Float32Array.from({ length: due }, (_, index) => toneAt((this.#made + index) / samplesPerSecond)));
        this.#made += due;
      }
    };
    this.#cancel = clock.after(blockMilliseconds, make);
  }

  async close(): Promise<void> {
    this.#cancel();
  }
}

function toneAt(seconds: number): number {
  const beat = 0.5 + 0.5 * Math.sin(2 * Math.PI * purr.beatsPerSecond * seconds);
  const low = purr.amplitude * beat * Math.sin(2 * Math.PI * purr.tonePerSecond * seconds);
  return low + (seconds % 1 < tick.seconds ? tick.amplitude * Math.sin(2 * Math.PI * tick.tonePerSecond * seconds) : 0);
}
