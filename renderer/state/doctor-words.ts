import { sayInLanguage, type DoctorLanguage, type DoctorSentence, type DoctorSentenceCode } from '../../shared/doctor-sentence.ts';
import type { DoctorResult } from '../../shared/doctor.ts';

type Finding = Pick<DoctorResult, 'summary' | 'advice' | 'summary_parts' | 'advice_parts'>;

/** Says a reason within a sentence, which came as PetLog says it in English, in the reader's language. */
export type SayReason = (code: DoctorSentenceCode, reason: string) => string;

const asItCame: SayReason = (_code, reason) => reason;

/**
 * What a check found and what to do, in the reader's language; in English where a newer PetLog says what this page does not know
 * yet. What other programs say stays as they say it.
 */
export function describeFinding(
  { summary, advice, summary_parts, advice_parts }: Finding,
  words: DoctorLanguage,
  locale: string,
  sayReason = asItCame,
): Pick<DoctorResult, 'summary' | 'advice'> {
  const say = (english: string, sentences: readonly DoctorSentence[]): string =>
    sentences.every(({ code }) => Object.hasOwn(words.sentences, code)) ? sayInLanguage(sentences.map(withReason), words, locale) : english;
  const withReason = (sentence: DoctorSentence): DoctorSentence => {
    const { reason } = sentence.values;
    return typeof reason === 'string'
      ? { ...sentence, values: { ...sentence.values, reason: sayReason(sentence.code, reason) } }
      : sentence;
  };
  return { summary: say(summary, summary_parts), advice: advice === null ? null : say(advice, advice_parts) };
}
