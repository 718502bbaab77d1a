import { answerError } from './answer-error.ts';
import { cameraAddress } from './page-address.ts';
import { callTimeoutSeconds, CallError } from './petlog-client.ts';
import type { Delivery } from './stream-place.ts';

/** Where the live picture is requested. */
export const livePictureAddress = (delivery: Delivery, cameraId?: string): URL =>
  cameraAddress(delivery === 'pictures' ? '/live/snapshot' : '/live/stream', cameraId);

/** Why the live picture is refused, which an `<img>` does not learn; undefined when it is not. */
export async function liveRefusal(delivery: Delivery, cameraId?: string): Promise<CallError | undefined> {
  const abort = new AbortController();
  try {
    const response = await fetch(livePictureAddress(delivery, cameraId), {
      cache: 'no-store',
      signal: AbortSignal.any([abort.signal, AbortSignal.timeout(callTimeoutSeconds * 1000)]),
    });
    return response.ok ? undefined : await answerError(response);
  } catch (error) {
    return new CallError('unreachable', String(error));
  } finally {
    abort.abort();
  }
}
