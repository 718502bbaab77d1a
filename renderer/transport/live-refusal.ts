import { answerError } from './answer-error.ts';
import { cameraAddress } from './page-address.ts';
import { callTimeoutSeconds, CallError } from './petlog-client.ts';
import type { Delivery } from './stream-place.ts';

const lightWidthPixels = 640;

export interface LivePictureRequest {
  readonly delivery: Delivery;
  /** Left out for `main`. */
  readonly cameraId: string | undefined;
  /** Whether a camera that somebody stopped is started again: at a person's press alone. */
  readonly mayStart: boolean;
  /** What moves is small, so that a slow network carries more of it. */
  readonly isLight?: boolean;
}

/** Where the live picture is requested. */
export function livePictureAddress({ delivery, cameraId, mayStart, isLight = false }: LivePictureRequest): URL {
  const address = cameraAddress(delivery === 'pictures' ? '/live/snapshot' : '/live/stream', cameraId);
  if (!mayStart) {
    address.searchParams.set('start', 'false');
  }
  if (isLight && delivery !== 'pictures') {
    address.searchParams.set('width', String(lightWidthPixels));
  }
  return address;
}

/** Why the live picture is refused, which an `<img>` does not learn; undefined when it is not. */
export async function liveRefusal(request: LivePictureRequest): Promise<CallError | undefined> {
  const abort = new AbortController();
  try {
    const response = await fetch(livePictureAddress(request), {
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
