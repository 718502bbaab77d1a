import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectionKey, readSendQueues } from '../../main/live/mjpeg/kernel-send-queue.ts';
import { writePictures } from '../bench/pictures.ts';
import { residentMegabytes } from '../bench/process-usage.ts';
import { StreamReader } from '../support/http-client.ts';
import { apiTokenBeforeStart } from '../support/paired-device.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const pictureCount = 12;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let petlog: PetLogProcess;
let port: number;
let silent: Raw[];
/** What every request shows to be let in. */
let credentials: Record<string, string>;

/** Of the running test. */
const opened = new Set<Raw>();

/** A client that sends exactly these bytes. */
class Raw {
  readonly socket: Socket;
  text = '';
  isEnded = false;
  #wake: () => void = () => {};

  constructor(text: string | Buffer) {
    opened.add(this);
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => {});
    this.socket.on('data', (chunk) => {
      this.text += chunk.toString('latin1');
      this.#wake();
    });
    this.socket.once('close', () => {
      this.isEnded = true;
      this.#wake();
    });
    if (text.length > 0) {
      this.socket.write(text);
    }
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.isEnded) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async ended(): Promise<string> {
    await this.until(() => false);
    return this.text;
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A viewer that notices when a picture is missing: the camera shows the same ones in the same order again and again. */
class Witness {
  readonly #reader = new StreamReader(port, '/live/stream', '127.0.0.1', credentials);
  readonly #order = new Map<string, number>();

  async ready(): Promise<void> {
    for (const part of await this.#reader.next(pictureCount)) {
      this.#order.set(createHash('sha1').update(part.jpeg).digest('hex'), this.#order.size);
    }
    expect(this.#order.size).toBe(pictureCount);
  }

  /** Waits for some more pictures and finds every one of all it has seen in its place. */
  async missesNothing(more = 5): Promise<void> {
    await this.#reader.next(more);
    const seen = this.#reader.parts.map(({ jpeg }) => this.#order.get(createHash('sha1').update(jpeg).digest('hex')));
    const first = seen[0] as number;
    expect(seen).toEqual(seen.map((_, index) => (first + index) % pictureCount));
  }

  close(): void {
    this.#reader.close();
  }
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${petlog.url}/metrics`, { headers: { Connection: 'close', ...credentials } })).text();
  return Number(new RegExp(`^${name}(?:\\{camera="main"\\})? (.*)$`, 'm').exec(text)?.[1]);
}

/** Waits until the server knows that they are gone: the one left is the question itself. */
async function untilViewersAndConnections(viewers: number, connections: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await metric('petlog_viewers')) === viewers && (await metric('petlog_http_connections')) <= connections + 1) {
      return;
    }
    await delay(50);
  }
  expect({ viewers: await metric('petlog_viewers'), connections: (await metric('petlog_http_connections')) - 1 }).toEqual({
    viewers,
    connections,
  });
}

const request = (line: string, extra: string): string => {
  const lines = Object.entries(credentials).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}${extra}\r\n`;
};
const get = (path: string, extra = ''): string => request(`GET ${path}`, extra);

describe.each(['open', 'accounts'] as const)('hostile clients (%s)', (access) => {
  let witness: Witness;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const file = join(directory.path, 'pictures.mjpeg');
    const dataDirectory = join(directory.path, 'data');
    await writePictures(file, pictureCount, 480, 272);
    credentials = access === 'open' ? {} : { ...(await apiTokenBeforeStart(dataDirectory, 'admin')) };
    petlog = await startPetLog({
      arguments: ['--camera', `file:${file}`],
      config: {
        camera: { frame_rate: 20, idle_stop_seconds: 0 },
        security: { access },
        limits: { viewers: 200, viewers_per_device: 200, viewers_per_address: 200, requests_per_minute: 100_000 },
      },
      dataDirectory,
    });
    port = Number(new URL(petlog.url).port);
    silent = ['', 'GET /health HT', 'GET /live/stream HTTP/1.1\r\nX-A: '].map((text) => new Raw(text));
    opened.clear(); // these outlive a test
  });

  afterAll(async () => {
    silent.forEach((client) => client.close());
    await petlog[Symbol.asyncDispose]();
    await directory[Symbol.asyncDispose]();
  });

  beforeEach(async () => {
    witness = new Witness();
    await witness.ready();
  });

  afterEach(async () => {
    await witness.missesNothing().finally(() => {
      witness.close();
      opened.forEach((client) => client.close());
      opened.clear();
    });
    await untilViewersAndConnections(0, silent.length);
    expect(petlog.child.exitCode).toBeNull();
  });

  it('readers that never read get nothing more, and cost neither memory nor anybody a picture', async () => {
    const residentBefore = residentMegabytes(petlog.child.pid as number);
    const readers = Array.from({ length: 60 }, () => new Raw(get('/live/stream')));
    await Promise.all(readers.map((reader) => reader.until(() => reader.text.includes('\r\n\r\n'))));
    readers.forEach(({ socket }) => socket.pause());
    const dropped = await metric('petlog_dropped_frames_total');
    while ((await metric('petlog_dropped_frames_total')) <= dropped + readers.length) {
      await witness.missesNothing(10);
    }
    const queues = readSendQueues(new Set(['tcp']));
    for (const { socket } of readers) {
      const { localAddress, localPort, remoteAddress, remotePort } = socket;
      const server = { localAddress: remoteAddress, localPort: remotePort, remoteAddress: localAddress, remotePort: localPort };
      // A few pictures, though the kernel would take megabytes; more of them where a busy machine looks late.
      expect(queues.get(connectionKey(server as Socket) as string) ?? 0).toBeLessThan(600_000);
    }
    expect(residentMegabytes(petlog.child.pid as number) - residentBefore).toBeLessThan(40);
    readers.forEach((reader) => reader.close());
  });

  it('slow readers and clients that send a byte at a time delay nobody', async () => {
    const slow = new Raw(get('/live/stream'));
    slow.socket.on('data', () => {
      slow.socket.pause();
      setTimeout(() => slow.socket.resume(), 500);
    });
    const trickle = new Raw('');
    for (const byte of get('/health', 'Connection: close\r\n')) {
      trickle.socket.write(byte);
      await delay(10);
    }
    expect(await trickle.ended()).toContain('HTTP/1.1 200 OK');
    await witness.missesNothing(15);
    slow.close();
  });

  it('2,000 connects and disconnects leave nothing behind', async () => {
    const requests = ['', 'GET /live', get('/live/stream'), get('/live/stream'), get('/live/events'), get('/live/snapshot')];
    for (let round = 0; round < 40; round += 1) {
      const clients = Array.from({ length: 50 }, (_, index) => new Raw(requests[index % requests.length] as string));
      await Promise.all(clients.map(({ socket }) => once(socket, 'connect')));
      if (round % 4 === 0) {
        await Promise.all(clients.slice(2, 4).map((client) => client.until(() => client.text !== '')));
      }
      clients.forEach((client, index) => (index % 2 === 0 ? client.close() : client.socket.resetAndDestroy()));
    }
    await untilViewersAndConnections(1, silent.length + 1);
    expect(await metric('petlog_event_readers')).toBe(0);
  });

  it('pipelined requests are answered in order, and a stream waits for its turn', async () => {
    const many = new Raw(get('/api').repeat(99) + get('/api', 'Connection: close\r\n'));
    expect((await many.ended()).split('HTTP/1.1 200 OK')).toHaveLength(101);
    const behind = new Raw(get('/health') + get('/live/stream'));
    await behind.until(() => behind.text.includes('image/jpeg'));
    const [, health = '', stream = ''] = behind.text.split('HTTP/1.1 200 OK\r\n');
    expect(health.endsWith('}')).toBe(true);
    const [head = '', body = ''] = stream.split('\r\n\r\n');
    expect(head).toContain('Content-Type: multipart/x-mixed-replace; boundary=frame');
    expect(body).toMatch(/^--frame\r\nContent-Type: image\/jpeg/);
    behind.close();
    const twice = new Raw(get('/live/stream').repeat(2));
    expect((await twice.ended()).split('HTTP/1.1').length).toBeLessThanOrEqual(2);
  });

  it('huge headers, bodies and nonsense get one sentence, and a body does not disturb a stream', async () => {
    const huge = await new Raw(`GET /health HTTP/1.1\r\nHost: localhost\r\nX-Huge: ${'x'.repeat(200_000)}\r\n\r\n`).ended();
    expect(huge).toContain('HTTP/1.1 431 ');
    expect(huge).toContain('"code":"headers_too_large"');
    expect(await new Raw('\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03nonsense\r\n\r\n').ended()).toContain('"code":"malformed_request"');
    const large = new Raw(
      request('POST /live/start', 'Content-Type: application/json\r\nContent-Length: 1000000\r\n') + ' '.repeat(1_000_000),
    );
    await large.until(() => large.text.includes('payload_too_large'));
    expect(large.text).toContain('HTTP/1.1 413 ');
    large.close();
    const withBody = new Raw(get('/live/stream', 'Content-Length: 3000000\r\n') + 'x'.repeat(3_000_000));
    await withBody.until(() => withBody.text.split('--frame').length > 10);
    expect(withBody.isEnded).toBe(false);
    withBody.close();
  });

  it('half-open connections are ended after the stated time', async () => {
    const texts = await Promise.all(silent.map((client) => client.ended()));
    for (const text of texts) {
      expect(text).toContain('"code":"request_timeout"');
    }
    silent = [];
  });
});
