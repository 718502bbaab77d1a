import { samplesPerMillisecond } from '../media/sound/sound-frame.ts';

/** What is to be done with the samples that came. */
export interface SamplePlan {
  /** So many samples of silence come before them. */
  readonly silentSamples: number;
  /** So many samples are made of them; 0 leaves them out. */
  readonly samples: number;
}

/** Samples come at once or late, never early: of so long, the one counts that waited least. */
const windowMilliseconds = 2000;
/** A quartz is wrong by less; one sample in so many more or less is not heard (2 in a thousand). */
const samplesForOne = 480;
/** Smaller errors are left alone. */
const toleratedSamples = 24;
/** More than this is no drift: samples were lost, or came twice; sooner told where it is said when they were heard. */
const lostMilliseconds = { judged: 100, told: 40 } as const;

/**
 * Says how many samples must be made of those that a microphone gave, so that they stay in step with our clock: its own
 * clock drifts by some seconds a day. Knows no samples, only how many there are.
 */
export class SampleClock {
  #givenSamples = 0;
  #madeSamples = 0;
  /** When sample 0 was heard at the latest, as each moment of the window has it. */
  #origins: { readonly atMilliseconds: number; readonly originMilliseconds: number }[] = [];
  /** When the first sample that was made was heard. */
  #startMilliseconds: number | null = null;

  /** When the next sample is heard that is made; null before the first. */
  get nextMilliseconds(): number | null {
    return this.#startMilliseconds === null ? null : this.#startMilliseconds + this.#madeSamples / samplesPerMillisecond;
  }

  /**
   * @param samples that just came
   * @param atMilliseconds when the last of them came
   * @param isTold it is said when they were heard, to be taken as it is
   */
  take(samples: number, atMilliseconds: number, isTold = false): SamplePlan {
    this.#givenSamples += samples;
    const originMilliseconds = atMilliseconds - this.#givenSamples / samplesPerMillisecond;
    this.#origins = this.#origins.filter(
      (one) => !isTold && one.atMilliseconds > atMilliseconds - windowMilliseconds && one.originMilliseconds < originMilliseconds,
    );
    this.#origins.push({ atMilliseconds, originMilliseconds });
    const origin = this.#origins[0]?.originMilliseconds ?? originMilliseconds;
    this.#startMilliseconds ??= origin;
    const expectedSamples = (origin - this.#startMilliseconds) * samplesPerMillisecond + this.#givenSamples;
    const plan = planOf(samples, Math.round(expectedSamples - this.#madeSamples - samples), lostMilliseconds[isTold ? 'told' : 'judged']);
    this.#madeSamples += plan.silentSamples + plan.samples;
    return plan;
  }
}

/** @param missingSamples that should have been made, and were not */
function planOf(samples: number, missingSamples: number, mostMilliseconds: number): SamplePlan {
  const lostSamples = mostMilliseconds * samplesPerMillisecond;
  if (missingSamples > lostSamples) {
    return { silentSamples: missingSamples, samples };
  }
  if (missingSamples < -lostSamples) {
    return { silentSamples: 0, samples: 0 };
  }
  if (Math.abs(missingSamples) < toleratedSamples) {
    return { silentSamples: 0, samples };
  }
  const most = Math.max(1, Math.floor(samples / samplesForOne));
  return { silentSamples: 0, samples: samples + Math.sign(missingSamples) * Math.min(most, Math.abs(missingSamples)) };
}
