import { doctorChecks, type DoctorCheckName } from '../../../shared/doctor-checks.ts';
import type { DoctorStatus } from '../../../shared/doctor.ts';

const checks: Readonly<Record<DoctorCheckName, string>> = doctorChecks;

/** Words about the machine's own health, in English. */
export const doctorWords = {
  doctor: {
    open: 'System check',
    title: 'System check',
    back: 'Live picture',
    again: 'Check again',
    running: 'Checking camera, disk, network and the rest… This takes a few seconds.',
    failed: (reason: string): string => `The machine could not be checked. ${reason}`,
    checkedAt: (time: string): string => `Checked at ${time}.`,
    verdict: (problems: number, warnings: number): string => {
      const parts = [
        ...(problems === 0 ? [] : [problems === 1 ? '1 problem' : `${problems} problems`]),
        ...(warnings === 0 ? [] : [warnings === 1 ? '1 warning' : `${warnings} warnings`]),
      ];
      return parts.length === 0 ? 'Everything is in order.' : `${parts.join(', ')}.`;
    },
    statuses: { ok: 'OK', warning: 'Warning', problem: 'Problem' } satisfies Record<DoctorStatus, string>,
    checks,
  },
};
