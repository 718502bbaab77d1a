import { PetLogError } from '../../shared/errors.ts';
import type { Frame } from '../frames/frame.ts';
import type { Clock } from '../system/clock.ts';
import { afterAwake } from '../system/patience.ts';

interface SnapshotOptions {
  frames: { readonly latest: Frame | null; subscribe(listener: (frame: Frame) => void): () => void };
  camera: { acquire(who: string): { release(): void } };
  /** Why there is no picture, when it is known. */
  cameraProblem(): string | null;
  clock: Clock;
}

const maximumAgeMilliseconds = 1000;
const patienceMilliseconds = 10_000;

/**
 * The newest frame, at most a second old; starts the camera for it when needed.
 *
 * @throws PetLogError `camera_unavailable` when none comes within ten seconds
 */
export async function takeSnapshot({ frames, camera, cameraProblem, clock }: SnapshotOptions): Promise<Frame> {
  const { latest } = frames;
  if (latest !== null && clock.monotonicMilliseconds() - latest.monotonicMilliseconds <= maximumAgeMilliseconds) {
    return latest;
  }
  const lease = camera.acquire('snapshot');
  try {
    return await new Promise<Frame>((resolve, reject) => {
      const unsubscribe = frames.subscribe((frame) => {
        cancel();
        unsubscribe();
        resolve(frame);
      });
      const cancel = afterAwake(clock, patienceMilliseconds, () => {
        unsubscribe();
        reject(new PetLogError('camera_unavailable', { reason: cameraProblem() ?? `no picture within ${patienceMilliseconds / 1000} s` }));
      });
    });
  } finally {
    lease.release();
  }
}
