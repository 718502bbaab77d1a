/**
 * The load client: one process that holds many viewers, and does little more
 * with what they receive than counting it. Takes a LoadPlan as a message,
 * answers with LoadMessages, and ends with its parent.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type Socket } from 'node:net';
import type { LoadMessage, LoadPlan, LoadResult } from './load-plan.ts';
import { PreciseTime } from './precise-time.ts';
import { quantile } from './statistics.ts';
import { StreamMeter } from './stream-meter.ts';

/** Connections are opened so many at a time, or the listener's queue would overflow. */
const connectionsAtOnce = 50;
/** Pictures captured in the last moment of the measurement still have to arrive. */
const drainSeconds = 0.7;

const time = new PreciseTime();
/** All viewers read into the same memory, one after the other: nothing is kept. */
const sharedBuffer = Buffer.allocUnsafeSlow(256 * 1024);

class LoadViewer {
  readonly bytesPerSecond: number | null;
  readonly latencies: number[] = [];
  readonly firstPicture: Promise<void>;
  pictures = 0;
  isLost = false;
  readonly #socket: Socket;
  readonly #meter: StreamMeter;
  #mayReadAt = 0;
  #resolveFirst: () => void = () => {};

  constructor(plan: LoadPlan, bytesPerSecond: number | null, onPicture: (viewer: LoadViewer, capturedAtMicroseconds: number | null) => void) {
    this.bytesPerSecond = bytesPerSecond;
    this.firstPicture = new Promise((resolve) => (this.#resolveFirst = resolve));
    this.#meter = new StreamMeter((capturedAt) => {
      this.#resolveFirst();
      onPicture(this, capturedAt);
    });
    const buffer = bytesPerSecond === null ? sharedBuffer : Buffer.allocUnsafeSlow(Math.ceil(bytesPerSecond / 20));
    this.#socket = connect({ port: plan.port, host: '127.0.0.1', onread: { buffer, callback: (length, chunk) => this.#read(length, chunk as Buffer) } });
    this.#socket.write(`GET ${plan.path} HTTP/1.1\r\nHost: 127.0.0.1:${plan.port}\r\n\r\n`);
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => {
      this.isLost = true;
      this.#resolveFirst();
    });
  }

  get statusLine(): string {
    return this.#meter.statusLine;
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  #read(length: number, chunk: Buffer): boolean {
    this.#meter.push(chunk, length);
    if (this.bytesPerSecond === null) {
      return true;
    }
    const now = performance.now();
    this.#mayReadAt = Math.max(this.#mayReadAt, now - 100) + (length * 1000) / this.bytesPerSecond;
    setTimeout(() => this.#socket.resume(), Math.max(0, this.#mayReadAt - now));
    return false;
  }
}

/** Different pictures: servers that state a time to the millisecond say it a little differently to each viewer. */
function countMoments(captureTimesMicroseconds: ReadonlySet<number>): number {
  const apartMicroseconds = 5000;
  const sorted = [...captureTimesMicroseconds].sort((a, b) => a - b);
  return sorted.filter((moment, index) => index === 0 || moment - (sorted[index - 1] as number) > apartMicroseconds).length;
}

async function load(plan: LoadPlan): Promise<LoadResult> {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  const captureTimes = new Set<number>();
  const onPicture = (viewer: LoadViewer, capturedAt: number | null): void => {
    const now = time.nowMicroseconds();
    const counted = viewer.bytesPerSecond === null ? (capturedAt ?? now) : now;
    if (counted < from || counted >= to) {
      return;
    }
    viewer.pictures += 1;
    if (capturedAt !== null) {
      if (viewer.bytesPerSecond === null) {
        captureTimes.add(capturedAt);
      }
      viewer.latencies.push((now - capturedAt) / 1000);
    }
  };
  const viewers: LoadViewer[] = [];
  for (let opened = 0; opened < plan.viewers; opened += connectionsAtOnce) {
    const batch = Array.from({ length: Math.min(connectionsAtOnce, plan.viewers - opened) }, () => new LoadViewer(plan, null, onPicture));
    viewers.push(...batch);
    await Promise.all(batch.map(({ firstPicture }) => firstPicture));
  }
  const slowReaders = plan.slowReadersBytesPerSecond.map((bytesPerSecond) => new LoadViewer(plan, bytesPerSecond, onPicture));
  await delay(plan.warmUpSeconds * 1000);

  const cpuBefore = process.cpuUsage();
  from = time.nowMicroseconds();
  tell({ kind: 'started' });
  await delay(plan.seconds * 1000);
  to = time.nowMicroseconds();
  const cpu = process.cpuUsage(cpuBefore);
  tell({ kind: 'stopped' });
  await delay(drainSeconds * 1000);

  const latencies = viewers.flatMap((viewer) => viewer.latencies);
  const result: LoadResult = {
    seconds: (to - from) / 1e6,
    cameraPictures: captureTimes.size > 0 ? countMoments(captureTimes) : null,
    picturesPerViewer: viewers.map(({ pictures }) => pictures).sort((a, b) => a - b),
    latencyP50Milliseconds: latencies.length > 0 ? quantile(latencies, 0.5) : null,
    latencyP99Milliseconds: latencies.length > 0 ? quantile(latencies, 0.99) : null,
    slowReaders: slowReaders.map(({ bytesPerSecond, pictures, latencies: ages }) => ({
      bytesPerSecond: bytesPerSecond ?? 0,
      pictures,
      ageP99Milliseconds: ages.length > 0 ? quantile(ages, 0.99) : null,
    })),
    lostViewers: viewers.filter(({ isLost, statusLine }) => isLost || !statusLine.includes(' 200 ')).length,
    clientCpuMilliseconds: (cpu.user + cpu.system) / 1000,
  };
  [...viewers, ...slowReaders].forEach((viewer) => viewer.close());
  return result;
}

function tell(message: LoadMessage): void {
  process.send?.(message);
}

process.on('message', (plan: LoadPlan) => {
  void load(plan).then((result) => tell({ kind: 'result', result }));
});
process.on('disconnect', () => process.exit(0));
