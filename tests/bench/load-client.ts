/**
 * The load client: one process that holds many viewers, and does little more
 * with what they receive than counting it. Takes a LoadPlan as a message,
 * answers with LoadMessages, and ends with its parent.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type Socket } from 'node:net';
import { createSystemClock } from '../../main/system/clock.ts';
import type { LoadMessage, LoadPlan, LoadResult } from './load-plan.ts';
import { quantile } from './statistics.ts';
import { type PictureTime, StreamMeter } from './stream-meter.ts';

/** Connections are opened so many at a time, or the listener's queue would overflow. */
const connectionsAtOnce = 50;
/** Pictures captured in the last moment of the measurement still have to arrive. */
const drainSeconds = 0.7;

const clock = createSystemClock();
/** All viewers read into the same memory, one after the other: nothing is kept. */
const sharedBuffer = Buffer.allocUnsafeSlow(256 * 1024);

class LoadViewer {
  readonly bytesPerSecond: number | null;
  readonly latencies: number[] = [];
  readonly firstPicture: Promise<void>;
  pictures = 0;
  receivedBytes = 0;
  isLost = false;
  readonly #socket: Socket;
  readonly #meter: StreamMeter;
  #mayReadAt = 0;
  #resolveFirst: () => void = () => {};

  constructor(plan: LoadPlan, bytesPerSecond: number | null, onPicture: (viewer: LoadViewer, picture: PictureTime | null) => void) {
    this.bytesPerSecond = bytesPerSecond;
    this.firstPicture = new Promise((resolve) => (this.#resolveFirst = resolve));
    this.#meter = new StreamMeter((picture) => {
      this.#resolveFirst();
      onPicture(this, picture);
    });
    const buffer = bytesPerSecond === null ? sharedBuffer : Buffer.allocUnsafeSlow(Math.ceil(bytesPerSecond / 20));
    this.#socket = connect({
      port: plan.port,
      host: '127.0.0.1',
      onread: { buffer, callback: (length, chunk) => this.#read(length, chunk as Buffer) },
    });
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
    this.receivedBytes += length;
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

async function load(plan: LoadPlan): Promise<LoadResult> {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  const cameraPictures = new Set<number>();
  let firstCapture = Number.POSITIVE_INFINITY;
  let lastCapture = 0;
  const onPicture = (viewer: LoadViewer, picture: PictureTime | null): void => {
    const now = clock.nowMicroseconds();
    const counted = viewer.bytesPerSecond === null ? (picture?.capturedAtMicroseconds ?? now) : now;
    if (counted < from || counted >= to) {
      return;
    }
    viewer.pictures += 1;
    if (picture !== null) {
      if (viewer.bytesPerSecond === null) {
        cameraPictures.add(picture.identity);
        firstCapture = Math.min(firstCapture, picture.capturedAtMicroseconds);
        lastCapture = Math.max(lastCapture, picture.capturedAtMicroseconds);
      }
      viewer.latencies.push((now - picture.capturedAtMicroseconds) / 1000);
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
  const received = (): number => viewers.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  const receivedBefore = received();
  from = clock.nowMicroseconds();
  tell({ kind: 'started' });
  await delay(plan.seconds * 1000);
  to = clock.nowMicroseconds();
  const bytes = received() - receivedBefore;
  const cpu = process.cpuUsage(cpuBefore);
  tell({ kind: 'stopped' });
  await delay(drainSeconds * 1000);

  const latencies = viewers.flatMap((viewer) => viewer.latencies);
  const result: LoadResult = {
    seconds: (to - from) / 1e6,
    cameraPictures: cameraPictures.size > 0 ? cameraPictures.size : null,
    cameraFramesPerSecond: cameraPictures.size > 1 ? ((cameraPictures.size - 1) * 1e6) / (lastCapture - firstCapture) : null,
    bytes,
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
