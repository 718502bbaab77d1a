import type { Measurement } from './load.ts';
import { median } from './statistics.ts';

/** One server with so many viewers at such a rate: medians over the rounds. */
export interface LiveResult {
  subject: string;
  framesPerSecond: number;
  viewers: number;
  /** Of the viewer that got the fewest pictures. */
  deliveredMinimum: number;
  deliveredMedian: number;
  /** Least pictures that any viewer got in any round, as a share of the camera's; null where pictures carry no time. */
  deliveredShare: number | null;
  latencyP50Milliseconds: number | null;
  latencyP99Milliseconds: number | null;
  /** CPU time of the server for one more viewer's frame: the difference from one viewer; null for one. */
  cpuMillisecondsPerViewerFrame: number | null;
  /** The same, divided by that of bare Node in the same round. */
  cpuRatioToBareNode: number | null;
  cpuPercent: number;
  residentMegabytes: number;
  droppedFrames: number | null;
  lostViewers: number;
  otherBusyCores: number;
}

/** What slow readers get, and what they cost the others. */
export interface SlowReaderRow {
  subject: string;
  viewers: number;
  framesPerSecond: number;
  bytesPerSecond: number;
  ageP99Milliseconds: number | null;
  picturesPerSecond: number;
  /** Resident memory with it less that without it, in the same process. */
  memoryGrowthMegabytes: number;
  othersDeliveredShare: number | null;
}

export interface LiveReport {
  machine: string;
  date: string;
  pictureBytes: number;
  secondsPerRun: number;
  rounds: number;
  versions: Record<string, string>;
  notRun: Record<string, string>;
  results: LiveResult[];
  slowReaders: SlowReaderRow[];
}

export const pictures = ({ load }: Measurement): number => load.picturesPerViewer.reduce((sum, count) => sum + count, 0);

/** Least pictures that a viewer got, as a share of the camera's. */
export function leastShare({ load }: Measurement): number | null {
  return load.cameraPictures === null ? null : (load.picturesPerViewer[0] ?? 0) / load.cameraPictures;
}

/** CPU time a viewer-frame, from rates, because no two runs take exactly as long. */
export function marginalCpu(many: Measurement, one: Measurement): number {
  const cpu = many.serverCpuMilliseconds / many.load.seconds - one.serverCpuMilliseconds / one.load.seconds;
  return cpu / (pictures(many) / many.load.seconds - pictures(one) / one.load.seconds);
}

const medianOf = <T>(items: readonly T[], read: (item: T) => number | null): number | null => {
  const values = items.map(read).filter((value) => value !== null);
  return values.length === 0 ? null : median(values);
};

/**
 * Puts the rounds of one server and number of viewers together.
 *
 * @param ones the runs of the same server with one viewer, by round
 * @param bareMarginals of bare Node in the same rounds; empty where that did not run
 */
export function summarize(
  subject: string,
  framesPerSecond: number,
  viewers: number,
  rounds: readonly Measurement[],
  ones: readonly Measurement[],
  bareMarginals: readonly number[],
): LiveResult {
  const marginals = viewers === 1 ? [] : rounds.flatMap((run, round) => (ones[round] === undefined ? [] : [marginalCpu(run, ones[round])]));
  const ratios = marginals.flatMap((marginal, round) => (bareMarginals[round] === undefined ? [] : [marginal / bareMarginals[round]]));
  const shares = rounds.map(leastShare).filter((share) => share !== null);
  return {
    subject,
    framesPerSecond,
    viewers,
    deliveredMinimum: medianOf(rounds, ({ load }) => (load.picturesPerViewer[0] ?? 0) / load.seconds) ?? 0,
    deliveredMedian: medianOf(rounds, ({ load }) => median(load.picturesPerViewer) / load.seconds) ?? 0,
    deliveredShare: shares.length === 0 ? null : Math.min(...shares),
    latencyP50Milliseconds: medianOf(rounds, ({ load }) => load.latencyP50Milliseconds),
    latencyP99Milliseconds: medianOf(rounds, ({ load }) => load.latencyP99Milliseconds),
    cpuMillisecondsPerViewerFrame: marginals.length === 0 ? null : median(marginals),
    cpuRatioToBareNode: ratios.length === 0 ? null : median(ratios),
    cpuPercent: medianOf(rounds, ({ serverCpuMilliseconds, load }) => serverCpuMilliseconds / load.seconds / 10) ?? 0,
    residentMegabytes: medianOf(rounds, ({ serverResidentMegabytes }) => serverResidentMegabytes) ?? 0,
    droppedFrames: medianOf(rounds, (run) => (run.load.cameraPictures === null ? null : run.load.cameraPictures * viewers - pictures(run))),
    lostViewers: Math.max(...rounds.map(({ load }) => load.lostViewers)),
    otherBusyCores: medianOf(rounds, ({ otherBusyCores }) => otherBusyCores) ?? 0,
  };
}
