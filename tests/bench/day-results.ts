import { type Target, target, targetTable } from './targets.ts';

export interface DayReport {
  machine: string;
  date: string;
  pictures: number;
  /** Of these; left out in reports of before, in which it was all of them. */
  looked?: number;
  visits: number;
  /** Of the log when the day is over. */
  events: number;
  visitsWithoutEvent: number;
  databaseBytes: number;
  /** How often the detector would have been asked. */
  looks: number;
  /** From the first fifth to the end: what is used after a collection of garbage, resident memory, open files, timers and handles; not in reports of before. */
  growth?: { heapMegabytes: number; residentMegabytes: number; openFiles: number; handles: number };
  /** Of the look for movement, and of visits and log, in seconds. */
  motionProcessorSeconds: number;
  visitsProcessorSeconds: number;
}

const megabyte = 1e6;
const lookedOf = ({ looked, pictures }: DayReport): number => looked ?? pictures;

export function dayTargets(report: DayReport): Target[] {
  return [
    target('events', report.events, report.visits, true, '', 0),
    target('visits without an event', report.visitsWithoutEvent, 0, true, '', 0),
    target('database of the log, for 300 visits', (report.databaseBytes / megabyte) * (300 / report.visits), 2, true, ' MB', 2),
    target('memory in use, more than after a fifth', report.growth?.heapMegabytes, 2, true, ' MB', 2),
    target('open files, more than then', report.growth?.openFiles, 0, true, '', 0),
    target('timers and handles, more than then', report.growth?.handles, 0, true, '', 0),
    target(
      'look for movement, of the processor for a picture',
      (report.motionProcessorSeconds * 1000) / lookedOf(report),
      3,
      true,
      ' ms',
      2,
    ),
  ];
}

export function daySection(report: DayReport): string {
  const minutes = (seconds: number): string => (seconds / 60).toFixed(1);
  return `## A day of visits

\`npm run bench:day\`. ${report.machine}; ${report.date}. ${(report.pictures / 5 / 3600).toFixed(1)} hours at five pictures a second, ${lookedOf(report)} of them looked at (while nothing differs but noise, one a second), with ${report.visits} visits (dashes, walks, rests), between which nobody is there: by day, in the dark and in infrared, with lamps, headlights, shakes and flicker in between. Movement, visits and log are the real ones; instead of the model, who is there is known.

${targetTable(dayTargets(report))}

${report.growth === undefined ? '' : `Resident memory grew by ${report.growth.residentMegabytes.toFixed(1)} MB from the first fifth to the end. `}The look for movement took ${minutes(report.motionProcessorSeconds)} minutes of the processor, visits and log ${report.visitsProcessorSeconds.toFixed(1)} s. The detector would have been asked ${report.looks} times, which at 30 ms a look is ${minutes(report.looks * 0.03)} minutes.
`;
}
