import { errorCodes, sentenceOf, type ErrorCode } from '../../shared/errors.ts';
import type { Text } from '../text/en.ts';
import { describeLoss } from './loss-words.ts';

const escape = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The values that stand in a sentence of PetLog, by the names of its parameters; undefined for any other sentence. */
function parametersOf(sentence: string, code: ErrorCode): Readonly<Record<string, string>> | undefined {
  const pattern = sentenceOf(code)
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? escape(part) : `(?<${part}>.*)`))
    .join('');
  const match = new RegExp(`^${pattern}$`, 's').exec(sentence);
  return match === null ? undefined : (match.groups ?? {});
}

/** A reason in a sentence may be that of a camera without a picture. */
const told = (code: ErrorCode, name: string, value: string, words: Text): string =>
  code === 'camera_unavailable' && name === 'reason' ? describeLoss(value, words).replace(/[.。]$/, '') : value;

/**
 * PetLog's English sentence in the reader's language; as it is where that language has none, or where it says something of its own.
 *
 * @param translateReason of a page whose reasons have words of their own
 */
export function describeError(
  code: string,
  sentence: string,
  text: Text,
  errors: object | null = text.errors,
  translateReason: (reason: string) => string = (reason) => reason,
): string {
  const words = errors !== null && Object.hasOwn(errors, code) ? (errors as Readonly<Record<string, string>>)[code] : undefined;
  const known = errorCodes.find((one) => one === code);
  if (words === undefined || known === undefined) {
    return sentence;
  }
  const parameters = parametersOf(sentence, known);
  return parameters === undefined
    ? sentence
    : words.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = told(known, name, parameters[name] ?? '?', text);
        return name === 'reason' ? translateReason(value) : value;
      });
}
