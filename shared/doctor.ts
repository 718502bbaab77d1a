/** What `petlog doctor`, `GET /doctor` and the screens say about the machine, one line a subject. */
import { z } from 'zod';
import { doctorChecks, type DoctorCheckName } from './doctor-checks.ts';

export const doctorCheckNames = Object.keys(doctorChecks) as [DoctorCheckName, ...DoctorCheckName[]];

export const DoctorStatus = z.enum(['ok', 'warning', 'problem']);
export type DoctorStatus = z.infer<typeof DoctorStatus>;

export const DoctorResult = z.object({
  name: z.enum(doctorCheckNames),
  status: DoctorStatus,
  summary: z.string().describe('One sentence with what was found.'),
  advice: z.string().nullable().describe('What to do; null when there is nothing to do.'),
});
export type DoctorResult = z.infer<typeof DoctorResult>;

export const DoctorReport = z.object({ results: z.array(DoctorResult).describe('Every check, in a fixed order.') });
export type DoctorReport = z.infer<typeof DoctorReport>;
