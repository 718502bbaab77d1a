import { sayInLanguage, type DoctorLanguage, type DoctorSentence } from '../../shared/doctor-sentence.ts';
import type { DoctorResult } from '../../shared/doctor.ts';

type Finding = Pick<DoctorResult, 'summary' | 'advice' | 'summary_parts' | 'advice_parts'>;

/** What a check found and what to do, in the reader's language; in English where a newer PetLog says what this page does not know yet. */
export function describeFinding(
  { summary, advice, summary_parts, advice_parts }: Finding,
  words: DoctorLanguage,
  locale: string,
): Pick<DoctorResult, 'summary' | 'advice'> {
  const say = (english: string, sentences: readonly DoctorSentence[]): string =>
    sentences.every(({ code }) => Object.hasOwn(words.sentences, code)) ? sayInLanguage(sentences, words, locale) : english;
  return { summary: say(summary, summary_parts), advice: advice === null ? null : say(advice, advice_parts) };
}
