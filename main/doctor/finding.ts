import type { DoctorResult } from '../../shared/doctor.ts';

/** What a check found. */
export type Finding = Omit<DoctorResult, 'name'>;

export const ok = (summary: string, advice: string | null = null): Finding => ({ status: 'ok', summary, advice });
export const warning = (summary: string, advice: string): Finding => ({ status: 'warning', summary, advice });
export const problem = (summary: string, advice: string): Finding => ({ status: 'problem', summary, advice });
