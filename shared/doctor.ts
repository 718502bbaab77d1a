/** What `petlog doctor`, `GET /doctor` and the screens say about the machine, one line a subject. */
import { z } from 'zod';
import { doctorChecks, type DoctorCheckName } from './doctor-checks.ts';
import { doctorSentences, doctorTerms } from './doctor-findings.ts';
import type { DoctorSentenceCode, DoctorTerm } from './doctor-sentence.ts';

export const doctorCheckNames = Object.keys(doctorChecks) as [DoctorCheckName, ...DoctorCheckName[]];
const sentenceCodes = Object.keys(doctorSentences) as [DoctorSentenceCode, ...DoctorSentenceCode[]];
const terms = Object.keys(doctorTerms) as [DoctorTerm, ...DoctorTerm[]];

export const DoctorStatus = z.enum(['ok', 'warning', 'problem']);
export type DoctorStatus = z.infer<typeof DoctorStatus>;

const Sentence = z.object({
  code: z.enum(sentenceCodes),
  values: z
    .record(z.string(), z.union([z.string(), z.number(), z.array(z.enum(terms)).readonly()]))
    .describe('What stands in it, by name; the codes of a list are words of PetLog.'),
});

export const DoctorResult = z.object({
  name: z.enum(doctorCheckNames),
  status: DoctorStatus,
  summary: z.string().describe('What was found, in English.'),
  advice: z.string().nullable().describe('What to do, in English; null when there is nothing to do.'),
  summary_parts: z.array(Sentence).readonly().describe('The sentences of the summary in no language, for screens.'),
  advice_parts: z.array(Sentence).readonly().describe('The same for the advice; empty when there is none.'),
});
export type DoctorResult = z.infer<typeof DoctorResult>;

export const DoctorReport = z.object({ results: z.array(DoctorResult).describe('Every check, in a fixed order.') });
export type DoctorReport = z.infer<typeof DoctorReport>;
