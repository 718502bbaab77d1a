import { doctorChecks } from '../../shared/doctor-checks.ts';
import type { DoctorResult, DoctorStatus } from '../../shared/doctor.ts';

/** The word says it too: not every terminal has these signs, and not everybody sees colors. */
const marks: Readonly<Record<DoctorStatus, { sign: string; colorCode: number }>> = {
  ok: { sign: '✓', colorCode: 32 },
  warning: { sign: '!', colorCode: 33 },
  problem: { sign: '✗', colorCode: 31 },
};

const markWidth = '✗ problem'.length;
const nameWidth = Math.max(...Object.values(doctorChecks).map((name) => name.length));
const gap = '  ';

/** One line a check, with what to do below it, and a count at the end; for a terminal. */
export function doctorText(results: readonly DoctorResult[], hasColor: boolean): string {
  const paint = (text: string, code: number): string => (hasColor ? `\u001b[${code}m${text}\u001b[0m` : text);
  const indent = ' '.repeat(markWidth + gap.length + nameWidth + gap.length);
  const lines = results.flatMap(({ name, status, summary, advice }) => {
    const { sign, colorCode } = marks[status];
    const mark = paint(`${sign} ${status}`.padEnd(markWidth), colorCode);
    return [
      `${mark}${gap}${doctorChecks[name].padEnd(nameWidth)}${gap}${oneLine(summary)}`,
      ...(advice === null ? [] : [`${indent}→ ${oneLine(advice)}`]),
    ];
  });
  const count = (wanted: DoctorStatus): number => results.filter(({ status }) => status === wanted).length;
  const problems = count('problem');
  const warnings = count('warning');
  const verdict = problems + warnings === 0 ? 'Everything is in order.' : `${plural(problems, 'problem')}, ${plural(warnings, 'warning')}.`;
  return `${lines.join('\n')}\n\n${paint(verdict, marks[problems > 0 ? 'problem' : warnings > 0 ? 'warning' : 'ok'].colorCode)}\n`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What others named, such as files, must not break lines or speak to the terminal. */
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
