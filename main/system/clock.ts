/** Time, injected wherever something depends on it, so that tests decide what time it is. */
export interface Clock {
  /** Wall clock, in microseconds since 1970. Jumps when the system's clock is set. */
  nowMicroseconds(): number;
  /** Monotonic clock, in milliseconds from an arbitrary start. */
  monotonicMilliseconds(): number;
  /** Calls back once after the delay; returns the function that cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The real clock. `Date.now()` has the right time in whole milliseconds, even after the system's clock was set; the monotonic clock fills in the microseconds. */
export function createSystemClock(): Clock {
  let wallAtMonotonicZero = performance.timeOrigin;
  return {
    nowMicroseconds() {
      const monotonic = performance.now();
      const wall = Date.now();
      wallAtMonotonicZero = Math.min(Math.max(wallAtMonotonicZero, wall - monotonic), wall + 1 - monotonic);
      return Math.round((wallAtMonotonicZero + monotonic) * 1000);
    },
    monotonicMilliseconds: () => performance.now(),
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
