import { type Target, target, targetTable } from './targets.ts';

export interface RtspReport {
  machine: string;
  date: string;
  seconds: number;
  /** In the recording, and of those that the camera gave between its first and its last. */
  pictures: number;
  expectedPictures: number;
  /** The largest that a picture's time in the file is off from the camera's own, both since the first picture. */
  mostOffMilliseconds: number;
  longestStepMilliseconds: number;
  /** Of PetLog with all its processes, while it records, in percent of a core. */
  cpuPercent: number;
}

export const rtspFramesPerSecond = 15;

export function rtspTargets(report: RtspReport): Target[] {
  const frameMilliseconds = Math.round(1000 / rtspFramesPerSecond);
  return [
    target('pictures missing in the recording', report.expectedPictures - report.pictures, 1, true, '', 0),
    target("time of a picture, off from the camera's", report.mostOffMilliseconds, frameMilliseconds, true, ' ms', 1),
    target('longest step between two pictures', report.longestStepMilliseconds, 2 * frameMilliseconds, true, ' ms', 1),
    target('whole application, of one core', report.cpuPercent, 3, true, ' %', 2),
  ];
}

export function rtspSection(report: RtspReport): string {
  return `## A camera that speaks RTSP

\`npm run bench:rtsp\`. ${report.machine}; ${report.date}; PetLog as built. gst-rtsp-server plays H.264 of 1280x720 at ${rtspFramesPerSecond} frames a second, which is recorded for ${report.seconds} s, with the default rewind and pre-roll, while nobody watches.
${report.pictures} pictures of ${report.expectedPictures} are in the file.

${targetTable(rtspTargets(report))}
`;
}
