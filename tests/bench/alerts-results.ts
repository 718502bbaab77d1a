import { type Target, target, targetTable } from './targets.ts';

/** Of events before the measurement, in which everything is loaded and compiled. */
export const alertsWarmUpCount = 800;

/** From something that happened to the request that tells of it, in milliseconds. */
export interface TellingDelays {
  count: number;
  medianMilliseconds: number;
  p95Milliseconds: number;
  mostMilliseconds: number;
}

export interface AlertsReport {
  machine: string;
  date: string;
  /** Of other programs and this one, at the end. */
  load: number;
  events: number;
  seconds: number;
  lost: number;
  toldTwice: number;
  /** Of events without a picture, from the request that logs one. */
  words: TellingDelays;
  /** Of visits, from the moment that detection tells of one with its picture. */
  pictures: TellingDelays & { withoutPicture: number; pictureBytes: number };
  /** Of the largest process: before, and medians of the first and last third. */
  resident: { beforeMegabytes: number; earlyMegabytes: number; lateMegabytes: number; mostMegabytes: number };
}

/** What of the memory may come and go with the garbage that nobody collected yet. */
const mostGrowthMegabytes = 12;

export function alertsTargets({ lost, toldTwice, words, pictures, resident }: AlertsReport): Target[] {
  return [
    target('events lost', lost, 0, true, '', 0),
    target('events told twice', toldTwice, 0, true, '', 0),
    target('event to request, p95', words.p95Milliseconds, 300, true, ' ms', 0),
    target('visit to request with its picture, p95', pictures.p95Milliseconds, 2000, true, ' ms', 0),
    target('visits told without their picture', pictures.withoutPicture, 0, true, '', 0),
    target(
      'resident, from the first third to the last',
      resident.lateMegabytes - resident.earlyMegabytes,
      mostGrowthMegabytes,
      true,
      ' MB',
      1,
    ),
  ];
}

export function alertsSection(report: AlertsReport): string {
  const { words, pictures, resident } = report;
  return `## Telling of events

\`npm run bench:alerts\`. ${report.machine}; ${report.date}; load ${report.load.toFixed(1)} at the end. PetLog as built gets ${report.events} events by its API in ${report.seconds.toFixed(0)} s, each of which a rule sends to a webhook on this machine. Then the log is told of ${pictures.count} visits, each with a picture of ${Math.round(pictures.pictureBytes / 1000)} kB, as detection does. Memory is looked at once ${alertsWarmUpCount} events more have been told: at about the five hundredth V8 compiles what runs often by then, and keeps some 15 to 30 MB once for it, however many follow.

${targetTable(alertsTargets(report))}

Words arrive after ${words.medianMilliseconds.toFixed(0)} ms (median), at most ${words.mostMilliseconds.toFixed(0)} ms; pictures after ${pictures.medianMilliseconds.toFixed(0)} ms, at most ${pictures.mostMilliseconds.toFixed(0)} ms. Resident, the largest process: ${resident.beforeMegabytes.toFixed(0)} MB before, ${resident.mostMegabytes.toFixed(0)} MB at most.
`;
}
