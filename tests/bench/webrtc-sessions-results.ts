import { digits, markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

/** What a process holds at a moment. */
export interface Held {
  readonly files: number;
  readonly sockets: number;
  readonly threads: number;
  readonly residentMegabytes: number;
}

/** When so many sessions were opened, and all of them are gone. */
export interface HeldAfter {
  readonly sessions: number;
  readonly main: Held;
  readonly webRtc: Held;
}

export interface WebRtcSessionsReport {
  readonly machine: string;
  readonly date: string;
  readonly atOnce: number;
  /** After a tenth, when all that is made once is there, about the half of the rest, and all. */
  readonly moments: readonly [HeldAfter, HeldAfter, HeldAfter];
}

/** What the memory of a process differs by from one moment to another anyway, and what so many sessions may leave of it. */
const mostGrowthMegabytes = 10;

export function webRtcSessionsTargets({ moments: [first, middle, last] }: WebRtcSessionsReport): Target[] {
  return [['main process', 'main'] as const, ['WebRTC process', 'webRtc'] as const].flatMap(([title, name]) => [
    ...(['files', 'sockets', 'threads'] as const).map((what) =>
      target(`${title}: ${what} more than after the first tenth`, last[name][what] - first[name][what], 0, true, '', 0),
    ),
    target(
      `${title}: memory of the second half`,
      last[name].residentMegabytes - middle[name].residentMegabytes,
      mostGrowthMegabytes,
      true,
      ' MB',
      1,
    ),
  ]);
}

export function webRtcSessionsSection(report: WebRtcSessionsReport): string {
  const columns = ['open files', 'sockets', 'threads', 'MB'];
  return `## Sessions of WebRTC that come and go

\`npm run bench:webrtc-sessions\`. ${report.machine}; ${report.date}; PetLog as built. ${report.atOnce} sessions at once beside one that stays, which end by \`DELETE\`, by closing the connection, and without ever connecting or saying anything, in turns.

${targetTable(webRtcSessionsTargets(report))}

${markdownTable(
  ['after', ...columns.map((name) => `main: ${name}`), ...columns.map((name) => `WebRTC: ${name}`)],
  report.moments.map(({ sessions, main, webRtc }) => [
    `${sessions} sessions`,
    ...[main, webRtc].flatMap((held) => [
      String(held.files),
      String(held.sockets),
      String(held.threads),
      digits(held.residentMegabytes, 1),
    ]),
  ]),
)}
`;
}
