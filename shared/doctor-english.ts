import { doctorSentences, doctorTerms } from './doctor-findings.ts';
import type { DoctorLanguage } from './doctor-sentence.ts';

/** The doctor's own language. */
export const doctorEnglish: DoctorLanguage = {
  sentences: doctorSentences,
  terms: doctorTerms,
  paragraph: (sentences) => sentences.join(' '),
  enumeration: (terms) => terms.join(', '),
};
