/** What is recorded by itself, in milliseconds. */
export interface PolicySettings {
  readonly mode: 'never' | 'visits' | 'motion' | 'always';
  readonly preRollMilliseconds: number;
  readonly postRollMilliseconds: number;
  readonly longestMilliseconds: number;
}

/** How things stand. All times are of the monotonic clock. */
export interface Situation {
  readonly nowMilliseconds: number;
  /** The camera gives pictures; a recording outlasts a moment without. */
  readonly isLive: boolean;
  /** The camera may be recorded, and it is the hour for it. */
  readonly mayRecord: boolean;
  /** Since when it records; `isOwn` if by itself. Null while nothing is recorded. */
  readonly running: { readonly isOwn: boolean; readonly startedMilliseconds: number } | null;
  /** The last movement that is to be recorded; null for none. */
  readonly activeMilliseconds: number | null;
  /** How long ago that began that is going on. */
  readonly ageMilliseconds: number;
}

export type Decision =
  | { readonly do: 'start'; readonly preRollMilliseconds: number }
  | { readonly do: 'stop'; readonly why: 'quiet' | 'longest' }
  /** Nothing else can be decided before that moment, unless something happens; null for never. */
  | { readonly do: 'wait'; readonly untilMilliseconds: number | null };

/** What was found too late is not reached back for any farther. */
const longestAgeMilliseconds = 30_000;
/** After a recording failed, nothing is tried for so long. */
const failureMilliseconds = 30_000;

/** Decides when a camera records by itself. It knows no clock, no camera and no disk. */
export class AutomaticPolicy {
  /** When the last recording ended, whoever made it. */
  #endedMilliseconds = -Infinity;
  #notBeforeMilliseconds = -Infinity;
  /** Somebody stopped what is recorded all the time. */
  #isDeclined = false;

  decide({ mode, preRollMilliseconds, postRollMilliseconds, longestMilliseconds }: PolicySettings, situation: Situation): Decision {
    const { nowMilliseconds, isLive, mayRecord, running, activeMilliseconds, ageMilliseconds } = situation;
    const quietMilliseconds =
      mode === 'always' ? (this.#isDeclined ? -Infinity : Infinity) : (activeMilliseconds ?? -Infinity) + postRollMilliseconds;
    const isWanted = mode !== 'never' && mayRecord && nowMilliseconds < quietMilliseconds;
    if (running !== null) {
      const fullMilliseconds = running.startedMilliseconds + longestMilliseconds;
      if (!running.isOwn) {
        return { do: 'wait', untilMilliseconds: null };
      }
      if (!isWanted) {
        return { do: 'stop', why: 'quiet' };
      }
      return nowMilliseconds >= fullMilliseconds
        ? { do: 'stop', why: 'longest' }
        : { do: 'wait', untilMilliseconds: Math.min(quietMilliseconds, fullMilliseconds) };
    }
    // What was recorded to its end is no reason for another recording.
    const isNew = mode === 'always' || (activeMilliseconds ?? -Infinity) > this.#endedMilliseconds;
    if (!isWanted || !isLive || !isNew) {
      return { do: 'wait', untilMilliseconds: null };
    }
    if (nowMilliseconds < this.#notBeforeMilliseconds) {
      return { do: 'wait', untilMilliseconds: this.#notBeforeMilliseconds };
    }
    const agoMilliseconds = mode === 'always' ? 0 : Math.min(ageMilliseconds, longestAgeMilliseconds);
    return {
      do: 'start',
      preRollMilliseconds: Math.max(0, Math.min(preRollMilliseconds + agoMilliseconds, nowMilliseconds - this.#endedMilliseconds)),
    };
  }

  /** A recording ended. */
  ended(nowMilliseconds: number): void {
    this.#endedMilliseconds = nowMilliseconds;
  }

  /** One could not be made, or ended with less than it should have had. */
  failed(nowMilliseconds: number): void {
    this.#notBeforeMilliseconds = nowMilliseconds + failureMilliseconds;
  }

  /** Somebody stopped a recording: what is recorded all the time is not begun again by itself before `renew`. */
  decline(): void {
    this.#isDeclined = true;
  }

  /** The camera, the hour or the settings are others now. */
  renew(): void {
    this.#isDeclined = false;
    this.#notBeforeMilliseconds = -Infinity;
  }
}
