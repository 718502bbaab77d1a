/**
 * What a day of looking back on the disk costs in memory, and how long it takes
 * to find one's way in it: `node --expose-gc tests/bench/rewind-disk.ts`.
 * The pictures are tiny, everything else is as in a day at 15 frames a second.
 */
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { VideoHistory } from '../../main/media-process/video-history.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const { gc } = globalThis;
if (gc === undefined) {
  throw new Error('node --expose-gc is needed');
}
const dayMilliseconds = 24 * 3_600_000;
const intervalMilliseconds = 2000 / 30;
const annexB = Buffer.concat([Buffer.from([0, 0, 1, 5]), Buffer.alloc(20, 1)]);
const size = { widthPixels: 1280, heightPixels: 720 };

function print(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(64)} ${value.toFixed(2).padStart(8)} ${unit}`);
}

const heapMegabytes = (): number => {
  gc();
  return process.memoryUsage().heapUsed / 1e6;
};

await using directory = await temporaryDirectory();
const history = new VideoHistory(
  { keptMilliseconds: dayMilliseconds, mostBytes: 128e6 },
  (error) => error !== null && console.error(error),
);
history.setLimits(
  { keptMilliseconds: dayMilliseconds, mostBytes: 128e6 },
  { directory: join(directory.path, 'rewind'), mostBytes: 4e9, minimumFreeBytes: 0 },
);
const before = heapMegabytes();
for (let index = 0; index * intervalMilliseconds < dayMilliseconds; index += 1) {
  history.add({ annexB, isKeyframe: index % 30 === 0, captureMilliseconds: index * intervalMilliseconds, sequence: index + 1, size });
  if (index % 30 === 0) {
    await breathe();
  }
}
while (history.memory.sizeBytes > 700 * annexB.length) {
  await breathe();
  history.setLimits(
    { keptMilliseconds: dayMilliseconds, mostBytes: 128e6 },
    { directory: join(directory.path, 'rewind'), mostBytes: 4e9, minimumFreeBytes: 0 },
  );
}
const { span } = history.facts();
print('there are', ((span?.untilMilliseconds ?? 0) - (span?.fromMilliseconds ?? 0)) / 3_600_000, 'hours');
print('memory for finding them', heapMegabytes() - before, 'MB');

async function milliseconds(count: number, work: (index: number) => unknown): Promise<number> {
  const began = performance.now();
  for (let index = 0; index < count; index += 1) {
    await work(index);
  }
  return (performance.now() - began) / count;
}
print('from when to when there is something, mean', await milliseconds(100, () => history.facts()), 'ms');
print('reading the pictures of a moment, mean', await milliseconds(500, (index) => history.upTo(((index * 7919) % 86_000) * 1000)), 'ms');
await history.close();
