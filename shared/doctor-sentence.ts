import type { doctorSentences, doctorTerms } from './doctor-findings.ts';

export type DoctorSentenceCode = keyof typeof doctorSentences;
export type DoctorTerm = keyof typeof doctorTerms;
/** A number is written as the reader's language does; a list of terms is said in it; a text stays as it is. */
export type DoctorValue = string | number | readonly DoctorTerm[];

/** One sentence about the machine, in no language yet. */
export interface DoctorSentence {
  readonly code: DoctorSentenceCode;
  readonly values: Readonly<Record<string, DoctorValue>>;
}

/** What a language needs to say sentences about the machine. */
export interface DoctorLanguage {
  readonly sentences: Readonly<Record<DoctorSentenceCode, string>>;
  readonly terms: Readonly<Record<DoctorTerm, string>>;
  /** Several sentences, one after another. */
  paragraph(sentences: readonly string[]): string;
  enumeration(terms: readonly string[]): string;
}

type NamesIn<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type ValuesOf<Code extends DoctorSentenceCode> = Readonly<Record<NamesIn<(typeof doctorSentences)[Code]>, DoctorValue>>;

/** A sentence with the values that stand in its template. */
export function sentence<Code extends DoctorSentenceCode>(
  code: Code,
  ...[values]: keyof ValuesOf<Code> extends never ? [] : [ValuesOf<Code>]
): DoctorSentence {
  return { code, values: values ?? {} };
}

/** Sentences in a language; numbers as in the locale, with one decimal at most. */
export function sayInLanguage(sentences: readonly DoctorSentence[], language: DoctorLanguage, locale: string): string {
  const say = (value: DoctorValue | undefined): string => {
    if (typeof value === 'number') {
      return value.toLocaleString(locale, { maximumFractionDigits: 1, useGrouping: false });
    }
    if (typeof value === 'string') {
      return value;
    }
    return value === undefined ? '?' : language.enumeration(value.map((term) => language.terms[term]));
  };
  return language.paragraph(
    sentences.map(({ code, values }) => language.sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => say(values[name]))),
  );
}
