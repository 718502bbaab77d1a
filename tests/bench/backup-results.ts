import { type Target, target, targetTable } from './targets.ts';
import { digits, markdownTable } from './table.ts';

/** A file that goes in parts over a way that breaks. */
export interface BrokenWay {
  isEncrypted: boolean;
  breaks: number;
  /** That passed beyond the file itself, in parts for each break. */
  morePartsEachBreak: number;
  isIdentical: boolean;
}

/** Of a process that does nothing else, at the limit of bandwidth. */
export interface SendingCost {
  isEncrypted: boolean;
  /** Of a core. */
  processorPercent: number;
  /** Beyond rest. */
  residentMegabytes: number;
}

/** Viewers of MJPEG without and beside an encrypted upload, round by round in turns. */
export interface BesideLive {
  viewers: number;
  rounds: number;
  secondsPerRun: number;
  /** Capture to last byte. */
  p99WithoutMilliseconds: number[];
  p99BesideMilliseconds: number[];
  /** Of the pictures of the camera, what the viewer with the fewest got beside the upload; the least of the rounds. */
  leastShareBeside: number;
}

export interface BackupReport {
  machine: string;
  date: string;
  /** Of other programs and this one, at the end. */
  load: number;
  megabytes: number;
  kilobitsPerSecond: number;
  broken: BrokenWay[];
  costs: SendingCost[];
  live: BesideLive;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? NaN;
const called = (isEncrypted: boolean): string => (isEncrypted ? 'encrypted' : 'plain');

export function backupTargets({ broken, costs, live }: BackupReport): Target[] {
  return [
    ...broken.flatMap(({ isEncrypted, morePartsEachBreak, isIdentical }) => [
      // Headers, and what encryption adds, are in it.
      target(`${called(isEncrypted)}: parts more for each break`, morePartsEachBreak, 1.05, true, '', 2),
      target(`${called(isEncrypted)}: files that are the same`, isIdentical ? 1 : 0, 1, false, '', 0),
    ]),
    ...costs.flatMap(({ isEncrypted, processorPercent, residentMegabytes }) => [
      target(`${called(isEncrypted)}: of one core, while it sends`, processorPercent, 3, true, ' %', 1),
      target(`${called(isEncrypted)}: resident beyond rest`, residentMegabytes, 40, true, ' MB', 1),
    ]),
    target(
      'live MJPEG beside an upload, p99 more than without',
      middle(live.p99BesideMilliseconds) - middle(live.p99WithoutMilliseconds),
      2,
      true,
      ' ms',
      1,
    ),
    target("share of the camera's pictures that every viewer gets beside it", live.leastShareBeside, 1, false, '', 3),
  ];
}

export function backupSection(report: BackupReport): string {
  const { live } = report;
  const rounds = live.p99WithoutMilliseconds.map((without, round) => [
    String(round + 1),
    digits(without, 1),
    digits(live.p99BesideMilliseconds[round] ?? NaN, 1),
  ]);
  return `## Copies somewhere else

\`npm run bench:backup\`. ${report.machine}; ${report.date}; load ${report.load.toFixed(1)} at the end. ${report.megabytes} MB go in parts to a server that speaks S3 over a way that breaks ${report.broken[0]?.breaks ?? 0} times; then a process that does nothing else sends at ${report.kilobitsPerSecond / 1000} Mbit/s. At the same rate PetLog as built sends a recording, encrypted, while ${live.viewers} viewers watch its mock camera at 1280x720 and 15 frames a second: ${live.rounds} rounds without and with the upload in turns, ${live.secondsPerRun} s each.

${targetTable(backupTargets(report))}

Capture to last byte, p99, in milliseconds:

${markdownTable(['round', 'without', 'beside an upload'], rounds)}
`;
}
