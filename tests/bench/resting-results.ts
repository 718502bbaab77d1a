import { digits, markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

/** One scene, with the defaults and with nothing kept. */
export interface RestingRow {
  scene: string;
  /** Of PetLog with all its processes, in percent of a core: keeping the last minutes, and the camera alone. */
  cpuPercent: number;
  cameraCpuPercent: number;
  /** Of the media process alone, for each of the camera's pictures. */
  mediaMillisecondsPerFrame: number;
  mediaMegabytes: number;
}

export interface RestingReport {
  machine: string;
  date: string;
  seconds: number;
  rows: RestingRow[];
  /** Media process that records the mock at 640x360 and 10 frames a second. */
  smallMediaMegabytes: number;
  pictureBytes: number;
  /** For each picture of 30 a second to one viewer, the server alone. */
  passMilliseconds: number;
  barePassMilliseconds: number;
}

const onTop = ({ cpuPercent, cameraCpuPercent }: RestingRow): number => cpuPercent - cameraCpuPercent;

export function restingTargets(report: RestingReport): Target[] {
  const row = (scene: string): RestingRow | undefined => report.rows.find((candidate) => candidate.scene === scene);
  const [still, moving] = [row('still room'), row('something moves')];
  return [
    target('nobody watches, nothing happens: on top of the camera, of one core', still && onTop(still), 8, true, ' %', 1),
    target('nobody watches, something moves: on top of the camera, of one core', moving && onTop(moving), 18, true, ' %', 1),
    target('resident, media process, recording 640x360', report.smallMediaMegabytes, 90, true, ' MB', 0),
    target('CPU of the server for a picture that passes to one viewer', report.passMilliseconds, 1.2, true, ' ms', 2),
  ];
}

export function restingTable({ rows }: RestingReport): string {
  return markdownTable(
    ['scene', 'CPU % with the defaults', 'CPU % with nothing kept', 'on top', 'media process, ms a frame', 'media process, MB'],
    rows.map((row) => [
      row.scene,
      digits(row.cpuPercent, 1),
      digits(row.cameraCpuPercent, 1),
      digits(onTop(row), 1),
      digits(row.mediaMillisecondsPerFrame, 2),
      digits(row.mediaMegabytes, 0),
    ]),
  );
}

export function restingSection(report: RestingReport): string {
  return `## Nobody watching

\`npm run bench:resting\`. ${report.machine}; ${report.date}; PetLog as built; ${report.seconds} s a measurement. A camera that gives JPEGs of 1280x720 at 15 frames a second: the tests' footage, the part with an empty floor
and the part with the cat, in a loop. Two instances run at the same time: one with the defaults (10 minutes of rewind, 5 seconds of pre-roll), one that keeps nothing. How it works: [ADR 14](adr/0014-a-resting-camera.md).

${targetTable(restingTargets(report))}

${restingTable(report)}

A picture of ${Math.round(report.pictureBytes / 1000)} kB that passes costs bare Node ${digits(report.barePassMilliseconds, 2)} ms ([ADR 15](adr/0015-young-buffers-are-collected.md)).
`;
}
