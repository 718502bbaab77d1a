/** Time, injected wherever something depends on it, so that tests decide what time it is. */
export interface Clock {
  /** Wall clock, in microseconds since 1970. Jumps when the system's clock is set. */
  nowMicroseconds(): number;
  /** Monotonic clock, in milliseconds from an arbitrary start. */
  monotonicMilliseconds(): number;
  /** Calls back once after the delay; returns the function that cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The real clock. `Date.now()` has the right time and whole milliseconds; the monotonic clock fills in the microseconds. */
export function createSystemClock(): Clock {
  const toleranceMilliseconds = 2;
  let wallAtMonotonicZero = Date.now() - performance.now();
  return {
    nowMicroseconds() {
      const monotonic = performance.now();
      const wall = Date.now();
      if (Math.abs(wall - (wallAtMonotonicZero + monotonic)) > toleranceMilliseconds) {
        wallAtMonotonicZero = wall - monotonic;
      }
      return Math.round((wallAtMonotonicZero + monotonic) * 1000);
    },
    monotonicMilliseconds: () => performance.now(),
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
