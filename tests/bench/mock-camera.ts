/** What drawing and encoding the mock camera's pictures costs, and the rate it holds: `node tests/bench/mock-camera.ts [seconds]`. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MockSource } from '../../main/camera/sources/mock.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { captureSettings } from '../support/capture-recorder.ts';

/** Of this process and the one that draws, in milliseconds and bytes. */
const clockTicksPerSecond = 100;
const pageBytes = 4096;
let drawingProcess = 0;
function cost(): { cpuMilliseconds: number; residentBytes: number } {
  const fields = readFileSync(`/proc/${drawingProcess}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const { user, system } = process.cpuUsage();
  return {
    cpuMilliseconds: (user + system) / 1000 + ((Number(fields[11]) + Number(fields[12])) * 1000) / clockTicksPerSecond,
    residentBytes: process.memoryUsage.rss() + Number(fields[21]) * pageBytes,
  };
}
const source = new MockSource({
  clock: createSystemClock(),
  environment: process.env,
  spawn: (...start) => {
    const child = spawn(...start);
    drawingProcess = child.pid ?? 0;
    return child;
  },
});

const seconds = Number(process.argv[2] ?? 20);
const pictures = [
  [640, 480, 30],
  [1280, 720, 15],
  [1920, 1080, 10],
  [1920, 1080, 30],
] as const;

for (const [width, height, frameRate] of pictures) {
  const arrivals: number[] = [];
  let bytes = 0;
  const start = performance.now();
  const capture = source.start(
    { ...captureSettings, resolution: [width, height], frame_rate: frameRate },
    {
      frame(jpeg) {
        arrivals.push(performance.now());
        bytes += jpeg.length;
      },
      packet: () => {},
      ended: (reason) => console.error(reason),
    },
  );
  await sleep(1000);
  const first = (arrivals[0] ?? NaN) - start;
  arrivals.length = bytes = 0;
  const before = cost();
  await sleep(seconds * 1000);
  const after = cost();
  await capture.stop();
  const cpuMilliseconds = after.cpuMilliseconds - before.cpuMilliseconds;
  const intervals = arrivals.slice(1).map((arrival, index) => arrival - (arrivals[index] ?? 0));
  const rate = (1000 * intervals.length) / ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0));
  console.log(
    `${width}x${height} at ${frameRate}: ${rate.toFixed(3)} frames a second (longest gap ${Math.max(...intervals).toFixed(0)} ms), ` +
      `${(cpuMilliseconds / arrivals.length).toFixed(2)} ms of CPU a frame, ${(cpuMilliseconds / seconds / 10).toFixed(1)} % of a core, ` +
      `${((bytes * 8) / seconds / 1e6).toFixed(1)} Mbit/s, first frame after ${first.toFixed(0)} ms, ` +
      `${(after.residentBytes / 1e6).toFixed(0)} MB resident`,
  );
}
