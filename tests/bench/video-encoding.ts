import { AV_LOG_ERROR } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { JpegVideo } from '../../main/media-process/jpeg-video.ts';
import { median } from './statistics.ts';

/** CPU milliseconds a picture of 1280x720, decoding included. */
export interface EncodingCost {
  readonly fullMilliseconds: number;
  readonly smallMilliseconds: number;
  readonly bothMilliseconds: number;
  /** Both to the full one alone, in the same round. */
  readonly times: number;
}

const kinds = { full: { isFull: true, isSmall: false }, small: { isFull: false, isSmall: true }, both: { isFull: true, isSmall: true } };
export const smallHeightPixels = 360;

/** In this process, in turns. */
export function measureEncoding(jpegs: readonly Buffer[], frameRate: number, rounds: number): EncodingCost {
  Log.setLevel(AV_LOG_ERROR);
  const costs = { full: [] as number[], small: [] as number[], both: [] as number[] };
  encodeCost(jpegs, frameRate, kinds.both);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['full', 'both', 'small'] as const) {
      costs[name].push(encodeCost(jpegs, frameRate, kinds[name]));
    }
  }
  return {
    fullMilliseconds: median(costs.full),
    smallMilliseconds: median(costs.small),
    bothMilliseconds: median(costs.both),
    times: median(costs.both.map((cost, round) => cost / (costs.full[round] ?? NaN))),
  };
}

function encodeCost(jpegs: readonly Buffer[], frameRate: number, { isFull, isSmall }: { isFull: boolean; isSmall: boolean }): number {
  const video = new JpegVideo({ frameRate, bitrateKbps: 2000, size: null, allowHardware: false }, 0);
  if (isFull) {
    video.subscribe(() => {});
  }
  if (isSmall) {
    video.renditions.subscribe(smallHeightPixels, () => {});
  }
  const encode = (index: number): void => video.encode(jpegs[index % jpegs.length]!, (index * 1000) / frameRate, index + 1);
  for (let index = 0; index < frameRate; index += 1) {
    encode(index); // opening is not what going on costs
  }
  const before = process.cpuUsage();
  jpegs.forEach((_jpeg, index) => encode(frameRate + index));
  const { user, system } = process.cpuUsage(before);
  video.close();
  return (user + system) / 1000 / jpegs.length;
}
