import type { LiveStatus } from '../../shared/api.ts';
import { answerError } from '../transport/answer-error.ts';
import { cameraAddress } from '../transport/page-address.ts';

/**
 * Asks whether a camera may be watched without being started. A video that ends because somebody has stopped the camera is no
 * fault, and to ask for it again would be answered with one, which browsers write down.
 *
 * @param cameraId left out for `main`
 * @throws Error where somebody has stopped it, it is private, or nobody answers
 */
export async function assertWatchable(cameraId: string | undefined): Promise<void> {
  const response = await fetch(cameraAddress('/live/status', cameraId), { cache: 'no-store' });
  if (!response.ok) {
    throw await answerError(response);
  }
  const { privacy: isPrivate, explicitly_stopped: isStopped } = (await response.json()) as LiveStatus;
  if (isPrivate || isStopped) {
    throw new Error('the camera was stopped');
  }
}
