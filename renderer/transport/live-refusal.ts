import { answerError } from './answer-error.ts';
import { cameraAddress } from './page-address.ts';
import { callTimeoutSeconds, CallError } from './petlog-client.ts';
import type { Delivery } from './stream-place.ts';

const lightWidthPixels = 640;

/** Where the live picture is requested. `isLight`: what moves is small, so that a slow network carries more of it. */
export function livePictureAddress(delivery: Delivery, cameraId?: string, isLight = false): URL {
  const address = cameraAddress(delivery === 'pictures' ? '/live/snapshot' : '/live/stream', cameraId);
  if (isLight && delivery !== 'pictures') {
    address.searchParams.set('width', String(lightWidthPixels));
  }
  return address;
}

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
