import type { LiveReport } from './live-results.ts';
import { digits, markdownTable } from './table.ts';
import { type Target, target } from './targets.ts';

export function liveTable({ results }: LiveReport, framesPerSecond: number): string {
  const rows = results
    .filter((result) => result.framesPerSecond === framesPerSecond)
    .sort((a, b) => a.viewers - b.viewers)
    .map((result) => [
      result.subject,
      String(result.viewers),
      digits(result.deliveredMinimum, 1),
      digits(result.deliveredMedian, 1),
      digits(result.droppedFrames, 0),
      digits(result.latencyP50Milliseconds, 1),
      digits(result.latencyP99Milliseconds, 1),
      digits(result.cpuMillisecondsPerViewerFrame, 4),
      digits(result.cpuRatioToBareNode, 2),
      digits(result.cpuPercent, 1),
      digits(result.residentMegabytes, 0),
      digits(result.otherBusyCores, 1),
    ]);
  return markdownTable(
    [
      'server',
      'viewers',
      'fps least',
      'fps median',
      'frames missed',
      'ms p50',
      'ms p99',
      'CPU-ms/viewer-frame',
      'to bare Node',
      'CPU %',
      'MB',
      'others busy',
    ],
    rows,
  );
}

export function slowReaderTable({ slowReaders }: LiveReport): string {
  return markdownTable(
    ['server', 'viewers beside it', 'reader kB/s', 'pictures/s', 'age p99 s', "others' least share", 'memory MB'],
    slowReaders.map((row) => [
      row.subject,
      String(row.viewers),
      String(row.bytesPerSecond / 1000),
      digits(row.picturesPerSecond, 1),
      digits(row.ageP99Milliseconds === null ? null : row.ageP99Milliseconds / 1000, 2),
      digits(row.othersDeliveredShare, 3),
      (row.memoryGrowthMegabytes >= 0 ? '+' : '') + digits(row.memoryGrowthMegabytes, 1),
    ]),
  );
}

/** The targets of the live path, each with what this run measured. */
export function liveTargets({ results, slowReaders }: LiveReport): Target[] {
  const at = (viewers: number, subject = 'PetLog') =>
    results.find((result) => result.subject === subject && result.viewers === viewers && result.framesPerSecond === 30);
  const slow = (bytesPerSecond: number) => slowReaders.find((row) => row.subject === 'PetLog' && row.bytesPerSecond === bytesPerSecond);
  const [one, hundred, fiveHundred] = [at(1), at(100), at(500)];
  const growth = one === undefined || fiveHundred === undefined ? null : fiveHundred.residentMegabytes - one.residentMegabytes;
  const age = slow(500_000)?.ageP99Milliseconds;
  return [
    target('CPU a viewer-frame, 100 viewers, to bare Node', hundred?.cpuRatioToBareNode, 1.3, true, ' times', 2),
    target('CPU a viewer-frame, 500 viewers, to bare Node', fiveHundred?.cpuRatioToBareNode, 1.3, true, ' times', 2),
    target("share of the camera's pictures that every viewer gets, 100 viewers", hundred?.deliveredShare, 0.97, false, '', 3),
    target("share of the camera's pictures that every viewer gets, 500 viewers", fiveHundred?.deliveredShare, 0.97, false, '', 3),
    target('capture to last byte, p99, 100 viewers', hundred?.latencyP99Milliseconds, 6, true, ' ms', 1),
    target('capture to last byte, p99, 500 viewers', fiveHundred?.latencyP99Milliseconds, 20, true, ' ms', 1),
    target('resident memory, 500 viewers above one', growth, 40, true, ' MB', 1),
    target('age of the pictures of a viewer held to 500 kB/s, p99', age === null || age === undefined ? age : age / 1000, 1, true, ' s', 2),
    target('share of the pictures that the others get beside a reader at 10 kB/s', slow(10_000)?.othersDeliveredShare, 1, false, '', 3),
    target('memory that a reader at 10 kB/s costs', slow(10_000)?.memoryGrowthMegabytes, 2, true, ' MB', 1),
  ];
}
