import { readFileSync } from 'node:fs';
import { DetectorClient } from '../../main/detection/detector-client.ts';
import { Detector } from '../../main/detection-process/detector.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { isAlive } from '../support/process-life.ts';
import type { DetectorReport } from './detection-results.ts';
import { median } from './statistics.ts';
import { labels, model } from './watched-pictures.ts';

const rounds = 40;
const part = { x: 0.3, y: 0.5, width: 0.3, height: 0.4 };
const lingerMilliseconds = 60_000;

/** What a look takes of the processor, and how much memory the process that does it has, and for how long. */
export async function measureDetector(): Promise<DetectorReport> {
  const detector = new Detector();
  const jpeg = footageJpegs(151)[150]!;
  await detector.detect({ model, jpeg, parts: [part], labels: [...labels] });
  const looks: number[] = [];
  const inferences: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    inferences.push((await detector.try(model)).processorMilliseconds);
    looks.push((await detector.detect({ model, jpeg, parts: [part], labels: [...labels] })).processorMilliseconds);
  }
  return {
    inferenceMilliseconds: median(inferences),
    pictureMilliseconds: median(looks) - median(inferences),
    ...(await measureProcess(jpeg)),
  };
}

async function measureProcess(
  jpeg: Buffer,
): Promise<{ residentMegabytes: number; peakMegabytes: number; goneAfterSeconds: number | null }> {
  const client = new DetectorClient({
    // As people have it: from source, the process would have a compiler of TypeScript, too.
    program: new URL('../../out/main/detection-process.js', import.meta.url),
    model: () => model,
    labels,
    cpuShare: () => 4,
    clock: createSystemClock(),
    logger: silentLogger,
  });
  try {
    for (let round = 0; round < rounds; round += 1) {
      await new Promise<void>((resolve) => client.look('main', { jpeg, parts: [part], onFound: () => resolve() }));
    }
    const pid = client.pid!;
    const memory = memoryOf(pid);
    const restsSince = performance.now();
    const limit = restsSince + 2 * lingerMilliseconds;
    while (isAlive(pid) && performance.now() < limit) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return { ...memory, goneAfterSeconds: isAlive(pid) ? null : (performance.now() - restsSince) / 1000 };
  } finally {
    await client.close();
  }
}

function memoryOf(pid: number): { residentMegabytes: number; peakMegabytes: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) * 1024) / 1e6;
  return { residentMegabytes: megabytes('VmRSS'), peakMegabytes: megabytes('VmHWM') };
}
