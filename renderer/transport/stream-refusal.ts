import { answerError } from './answer-error.ts';
import { callTimeoutSeconds, CallError } from './petlog-client.ts';

/** Why the live stream is refused, which an `<img>` does not learn; undefined when it is not. */
export async function streamRefusal(address: URL): Promise<CallError | undefined> {
  const abort = new AbortController();
  try {
    const response = await fetch(address, {
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
