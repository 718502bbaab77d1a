import { type SoundFaultCode, soundFaultOf } from '../../shared/sound-faults.ts';
import type { Text } from '../text/en.ts';
import { describeError } from './error-words.ts';
import { describeLoss } from './loss-words.ts';

/** In another language than PetLog's own; each is the rest of a sentence, with its values in braces. */
export type SoundFaultWords = Readonly<Record<SoundFaultCode, string>>;

/**
 * Why nothing is heard, or nobody can be spoken to, in the reader's language. What is in the way of the sound of another camera may
 * be what is in the way of its picture.
 *
 * @param words null for English, and while they are not there
 */
export function describeSoundFault(reason: string, text: Text, words: SoundFaultWords | null): string {
  if (words === null) {
    return reason;
  }
  const fault = soundFaultOf(reason);
  return fault === null
    ? describeLoss(reason, text).replace(/[.。]$/, '')
    : words[fault.code].replace(/\{(\w+)\}/g, (_, name: string) => fault.parameters[name] ?? '?');
}

/** As `describeError`, for `microphone_unavailable` and `speaker_unavailable`. */
export const describeSoundError = (code: string, sentence: string, text: Text, words: SoundFaultWords | null): string =>
  describeError(code, sentence, text, text.errors, (reason) => describeSoundFault(reason, text, words));
