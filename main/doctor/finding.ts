import { doctorEnglish } from '../../shared/doctor-english.ts';
import { sayInLanguage, type DoctorSentence } from '../../shared/doctor-sentence.ts';
import type { DoctorResult, DoctorStatus } from '../../shared/doctor.ts';

/** What a check found. */
export type Finding = Omit<DoctorResult, 'name'>;

type Sentences = DoctorSentence | readonly DoctorSentence[];

export const ok = (summary: Sentences, advice: Sentences = []): Finding => finding('ok', summary, advice);
export const warning = (summary: Sentences, advice: Sentences): Finding => finding('warning', summary, advice);
export const problem = (summary: Sentences, advice: Sentences): Finding => finding('problem', summary, advice);

export function finding(status: DoctorStatus, summary: Sentences, advice: Sentences): Finding {
  const summaryParts = [summary].flat();
  const adviceParts = [advice].flat();
  return {
    status,
    summary: inEnglish(summaryParts),
    advice: adviceParts.length === 0 ? null : inEnglish(adviceParts),
    summary_parts: summaryParts,
    advice_parts: adviceParts,
  };
}

const inEnglish = (sentences: readonly DoctorSentence[]): string => sayInLanguage(sentences, doctorEnglish, 'en');
