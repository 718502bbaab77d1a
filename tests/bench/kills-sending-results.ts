import type { KilledSending } from '../support/killed-sending.ts';
import { type Target, target, targetTable } from './targets.ts';

export interface KillsSendingReport extends KilledSending {
  machine: string;
  date: string;
  kills: number;
  seconds: number;
}

export function killsSendingTargets({ lostCount, renamedCount, differences }: KillsSendingReport): Target[] {
  return [
    target('events that nobody was told of', lostCount, 0, true, '', 0),
    target('events told under several ids', renamedCount, 0, true, '', 0),
    target('files that are not the same there', differences.length, 0, true, '', 0),
  ];
}

export function killsSendingSection(report: KillsSendingReport): string {
  const differences = report.differences.map((difference) => `\n- ${difference}`).join('');
  return `## Killed while it sends

\`npm run bench:kills-sending\`. ${report.machine}; ${report.date}; PetLog as built. SIGKILL at ${report.kills} random moments in ${Math.round(report.seconds)} s, while PetLog tells a webhook of events and copies recordings by WebDAV and to S3; after ${report.killsDuringUploads} of them a file was there in part.

${targetTable(killsSendingTargets(report))}

PetLog had answered ${report.eventCount} events, of which ${report.repeatedCount} were told once more, under the same id; ${report.fileCount} files were copied.${differences}
`;
}
