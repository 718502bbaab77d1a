import { markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

/** What the three other cameras lost while one kind of fault happened to the fourth. */
export interface IsolationRow {
  fault: string;
  times: number;
  /** That the cameras sent meanwhile, of all three. */
  pictures: number;
  /** That came to no viewer. */
  lostPictures: number;
  /** Of these, those that PetLog kept from a viewer who had not taken the ones before. */
  skippedPictures: number;
  /** For which the viewers of this measurement did not get to read: the machine was busy, not PetLog. */
  longestPauseMilliseconds: number;
  /** Drawn pictures that viewers were shown in their place. */
  placeholders: number;
  /** Of the recordings that ran meanwhile. */
  missingInRecordings: number;
}

export interface IsolationReport {
  machine: string;
  date: string;
  rows: IsolationRow[];
}

export function isolationTargets({ rows }: IsolationReport): Target[] {
  const sum = (value: (row: IsolationRow) => number): number => rows.reduce((total, row) => total + value(row), 0);
  return [
    target(
      'pictures that the other three lose',
      sum((row) => row.lostPictures + row.placeholders),
      0,
      true,
      '',
      0,
    ),
    target(
      'pictures missing in their recordings',
      sum((row) => row.missingInRecordings),
      0,
      true,
      '',
      0,
    ),
  ];
}

export function isolationTable({ rows }: IsolationReport): string {
  return markdownTable(
    [
      'the fourth camera',
      'times',
      'pictures of the others',
      'lost',
      'of these skipped for a slow viewer',
      'longest pause of the viewers (ms)',
      'placeholders',
      'missing in recordings',
    ],
    rows.map((row) => [
      row.fault,
      String(row.times),
      String(row.pictures),
      String(row.lostPictures),
      String(row.skippedPictures),
      String(row.longestPauseMilliseconds),
      String(row.placeholders),
      String(row.missingInRecordings),
    ]),
  );
}

export function isolationSection(report: IsolationReport): string {
  return `## One of four cameras fails

\`npm run bench:isolation\`. ${report.machine}; ${report.date}; PetLog as built. Three cameras on the network send pictures of 640x360 with numbers, 15 a second; each has a viewer, who notices a number that is missing, and a recording. The fourth is a stand-in
\`rpicam-vid\`, which is watched too.

${targetTable(isolationTargets(report))}

${isolationTable(report)}
`;
}
