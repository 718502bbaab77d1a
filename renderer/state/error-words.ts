import { errorCodes, sentenceOf, type ErrorCode } from '../../shared/errors.ts';
import type { Text } from '../text/en.ts';

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

/** PetLog's English sentence in the reader's language; as it is where that language has none, or where it says something of its own. */
export function describeError(code: string, sentence: string, { errors }: Text): string {
  const words = errors !== null && Object.hasOwn(errors, code) ? (errors as Readonly<Record<string, string>>)[code] : undefined;
  const known = errorCodes.find((one) => one === code);
  if (words === undefined || known === undefined) return sentence;
  const parameters = parametersOf(sentence, known);
  return parameters === undefined ? sentence : words.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '?');
}
