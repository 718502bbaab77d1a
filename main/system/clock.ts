/** Time, injected wherever something depends on it, so that tests decide what time it is. */
export interface Clock {
  /** Wall clock, in microseconds since 1970. */
  nowMicroseconds(): number;
  /** Monotonic clock, in milliseconds from an arbitrary start. */
  monotonicMilliseconds(): number;
  /** Calls back once after the delay; returns the function that cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  nowMicroseconds: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
  monotonicMilliseconds: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
