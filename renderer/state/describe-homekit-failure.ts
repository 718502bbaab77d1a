import type { HomeKitFault } from '../../shared/homekit.ts';
import type { HomeKitWords } from '../text/en/homekit.ts';
import { text } from '../text/text.ts';
import { CallError } from '../transport/petlog-client.ts';
import { describeFailure } from './descriptions.ts';
import { describeError } from './error-words.ts';

/** One sentence for what is wrong with HomeKit, whose errors have their words with its page. */
export const describeHomeKitFault = ({ code, detail }: HomeKitFault, errors: HomeKitWords['errors']): string =>
  describeError(code, detail, text(), errors);

/** The same for a failed call of its page. */
export function describeHomeKitFailure(error: unknown, errors: HomeKitWords['errors']): string {
  return error instanceof CallError && Object.hasOwn(errors, error.code)
    ? describeError(error.code, error.message, text(), errors)
    : describeFailure(error, text());
}
