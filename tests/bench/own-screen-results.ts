import { digits, markdownTable } from './table.ts';

/** In percent of a core. */
export interface OwnScreenRow {
  readonly way: string;
  /** With all its processes. */
  readonly petlogPercent: number;
  readonly browserPercent: number;
}

export interface OwnScreenReport {
  readonly machine: string;
  readonly date: string;
  readonly seconds: number;
  readonly rows: readonly OwnScreenRow[];
}

export function ownScreenTable({ rows }: OwnScreenReport): string {
  return markdownTable(
    ['the live picture by', 'PetLog, % of a core', 'Chromium, % of a core', 'both'],
    rows.map(({ way, petlogPercent, browserPercent }) => [
      way,
      digits(petlogPercent, 1),
      digits(browserPercent, 1),
      digits(petlogPercent + browserPercent, 1),
    ]),
  );
}

export function ownScreenSection(report: OwnScreenReport): string {
  return `## Camera and screen at once

\`npm run bench:own-screen\`. ${report.machine}; ${report.date}; PetLog as built. The test footage at 1280x720 and 15 pictures a second, with the last minutes, and one Chromium of the same machine that shows it as the window of the kiosk does, without a graphics card, ${report.seconds} s for each way to watch.

${ownScreenTable(report)}
`;
}
