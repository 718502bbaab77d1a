/** What a recording of 1280x720 at 15 frames a second costs: `node tests/bench/media.ts [seconds]`. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';

const seconds = Number(process.argv[2] ?? 30);
const frameRate = 15;
const jpegs = footageJpegs();
const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
const path = join(directory, 'recording.mp4');
await writeFile(path, '');
const client = new MediaProcessClient({ program: childModuleUrl('media-process'), clock: createSystemClock(), logger: silentLogger });

/** User and system time of a process in milliseconds (proc(5), fields 14 and 15, in hundredths of a second). */
async function cpuMilliseconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function memory(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): string => `${Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1000)} MB`;
  return `resident ${megabytes('VmRSS')} (most ${megabytes('VmHWM')}; of it files ${megabytes('RssFile')})`;
}

client.configure({ frameRate, bitrateKbps: 2000 });
const feed = client.record({
  recordingId: 'bench',
  path,
  startMilliseconds: performance.now(),
  historyMilliseconds: null,
  beginsWithRequest: true,
  untilMilliseconds: null,
  nextPart: () => Promise.reject(new Error('the media process died')),
  onInterrupted: (reason) => console.error(reason),
  onFailed: (_code, reason) => console.error(reason),
});
const began = performance.now();
const own = process.cpuUsage();
let childBegan = 0;
const warmFrames = frameRate * 2;
for (let index = 0; index < seconds * frameRate; index += 1) {
  const jpeg = jpegs[index % jpegs.length];
  if (jpeg !== undefined) {
    client.write({
      jpeg,
      capturedAtMicroseconds: Date.now() * 1000,
      monotonicMilliseconds: performance.now(),
      sequence: index + 1,
      widthPixels: 1280,
      heightPixels: 720,
    });
  }
  if (index === warmFrames && client.pid !== undefined) {
    childBegan = await cpuMilliseconds(client.pid);
  }
  await sleep(Math.max(0, began + ((index + 1) * 1000) / frameRate - performance.now()));
}
const frames = seconds * frameRate - warmFrames;
if (client.pid !== undefined) {
  console.log(
    `media process: ${((await cpuMilliseconds(client.pid)) - childBegan) / frames} ms of CPU a frame, ${await memory(client.pid)}`,
  );
}
const used = process.cpuUsage(own);
console.log(`main process: ${((used.user + used.system) / 1000 / (seconds * frameRate)).toFixed(2)} ms of CPU a frame`);
const finishing = performance.now();
const { parts, lastPart } = await feed.finish(performance.now(), 5000);
console.log(`closed in ${Math.round(performance.now() - finishing)} ms:`, lastPart, `${client.droppedFrames} frames dropped`);
const facts = await client.finalize(parts, join(directory, 'final.mp4'));
console.log(
  `final after ${Math.round(performance.now() - finishing)} ms: ${((facts.sizeBytes * 3600_000) / facts.durationMilliseconds / 1e9).toFixed(2)} GB an hour`,
);
await client.close();
await rm(directory, { recursive: true });
