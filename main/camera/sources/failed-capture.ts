import type { Capture, CaptureSink } from '../source.ts';

/** A capture that could not begin: tells why, as soon as its owner holds it. */
export function failedCapture(sink: CaptureSink, reason: string): Capture {
  let isOver = false;
  queueMicrotask(() => {
    if (!isOver) {
      sink.ended(reason);
    }
  });
  const stop = (): Promise<void> => {
    isOver = true;
    return Promise.resolve();
  };
  return { stop, kill: stop };
}
