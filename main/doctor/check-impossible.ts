import { doctorEnglish } from '../../shared/doctor-english.ts';
import { sayInLanguage, type DoctorSentence } from '../../shared/doctor-sentence.ts';

/** A check cannot tell, for a reason of PetLog's own, which the screens say in their language. */
export class CheckImpossible extends Error {
  override readonly name = 'CheckImpossible';
  readonly sentence: DoctorSentence;

  constructor(sentence: DoctorSentence) {
    super(sayInLanguage([sentence], doctorEnglish, 'en'));
    this.sentence = sentence;
  }
}
