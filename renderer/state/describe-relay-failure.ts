import type { RelayWords } from '../text/en/relays.ts';
import { text } from '../text/text.ts';
import { CallError } from '../transport/petlog-client.ts';
import { describeFailure } from './descriptions.ts';
import { describeError } from './error-words.ts';

/** One sentence for a failed call of the page of media servers, whose errors have their words with it. */
export function describeRelayFailure(error: unknown, errors: RelayWords['errors']): string {
  return error instanceof CallError && Object.hasOwn(errors, error.code)
    ? describeError(error.code, error.message, text(), errors)
    : describeFailure(error, text());
}
