import type { Capture } from '../camera/source.ts';
import type { Clock } from '../system/clock.ts';
import { afterAwake } from '../system/patience.ts';

interface CameraTrial<Answer> {
  readonly clock: Clock;
  readonly patienceMilliseconds: number;
  /** Where the camera has not answered by then. */
  readonly late: Answer;
  /** @param answer the first one counts */
  start(answer: (answer: Answer) => void): Capture;
}

/** Starts a camera, waits for what it shows of itself, and leaves it again. */
export async function tryCamera<Answer>({ clock, patienceMilliseconds, late, start }: CameraTrial<Answer>): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const cancel = afterAwake(clock, patienceMilliseconds, () => resolve(late));
  const capture = start(resolve);
  try {
    return await promise;
  } finally {
    cancel();
    await capture.kill();
  }
}
