import { digits, markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

export interface EventsReport {
  machine: string;
  date: string;
  /** Programs that wanted a processor at the end. */
  load: number;
  events: number;
  databaseBytes: number;
  /** Of the processor; median and most of thirty. */
  answers: { name: string; milliseconds: number; mostMilliseconds: number; limitMilliseconds: number }[];
}

export const eventsTargets = ({ answers }: EventsReport): Target[] =>
  answers.map(({ name, milliseconds, limitMilliseconds }) => target(name, milliseconds, limitMilliseconds, true, ' ms', 1));

export function eventsSection(report: EventsReport): string {
  const { machine, date, load, events, databaseBytes, answers } = report;
  return `## A log of many events

\`npm run bench:events\`. ${machine}; ${date}; load ${digits(load, 1)} of other programs at the end. ${events} events in three years, of three cameras, a database of ${Math.round(databaseBytes / 1e6)} MB. Times are those of the processor, medians of thirty answers.

${targetTable(eventsTargets(report))}

The slowest of the thirty:

${markdownTable(
  ['', 'ms of CPU'],
  answers.map(({ name, mostMilliseconds }) => [name, digits(mostMilliseconds, 1)]),
)}
`;
}
