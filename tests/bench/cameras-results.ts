import { digits, markdownTable } from './table.ts';
import { type Target, target, targetTable } from './targets.ts';

/** One of the cameras: what its viewer got, and what is in its recording. */
export interface CameraRow {
  cameraId: string;
  viewerFramesPerSecond: number;
  /** While the last camera was started, and all others ran. */
  missingPictures: number;
  recordedFramesPerSecond: number;
  mediaMegabytes: number;
}

export interface CamerasReport {
  machine: string;
  date: string;
  seconds: number;
  rows: CameraRow[];
  serverMegabytes: number;
}

export function camerasTargets({ rows, serverMegabytes }: CamerasReport): Target[] {
  const least = (values: number[]): number => Math.min(...values);
  const others = rows.slice(0, -1);
  return [
    target('rate to the viewer, the slowest camera', least(rows.map((row) => row.viewerFramesPerSecond)), 9.9, false, '', 2),
    target('rate in the recording, the slowest camera', least(rows.map((row) => row.recordedFramesPerSecond)), 9.9, false, '', 2),
    target('pictures that the other seven lose by the start of the eighth', sum(others.map((row) => row.missingPictures)), 0, true, '', 0),
    target('resident, server', serverMegabytes, 220, true, ' MB', 0),
    target('resident, the largest media process', Math.max(...rows.map((row) => row.mediaMegabytes)), 90, true, ' MB', 0),
  ];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function camerasTable({ rows }: CamerasReport): string {
  return markdownTable(
    ['camera', 'fps to the viewer', 'missing at the start of the eighth', 'fps in the recording', 'media process, MB'],
    rows.map((row) => [
      row.cameraId,
      digits(row.viewerFramesPerSecond, 2),
      String(row.missingPictures),
      digits(row.recordedFramesPerSecond, 2),
      digits(row.mediaMegabytes, 0),
    ]),
  );
}

export function camerasSection(report: CamerasReport): string {
  return `## Eight cameras

\`npm run bench:cameras\`. ${report.machine}; ${report.date}; PetLog as built. Eight mock cameras of 640x360 at 10 frames a second, each with one viewer and a recording, with the default rewind and pre-roll. Seven run for ${report.seconds} s,
then the eighth is started, and all run for ${report.seconds} s more. Memory is the median of samples in the second part, with the minutes that each media process keeps by then. Some two thirds of a media process's pages are Node's and FFmpeg's programs, which all of them share.

${targetTable(camerasTargets(report))}

${camerasTable(report)}
`;
}
