/** Live video published to media servers of other people: Debian's nginx with its RTMP module, and gst-rtsp-server, which are killed and come back. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { type Relay, RelayList } from '../../shared/relays.ts';
import { freeTcpPort, startMediaServer } from '../support/media-server.ts';
import { startNginxRtmp, startRtspRecorder } from '../support/other-media-servers.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { WhipServer } from '../support/whip-server.ts';

const patience = { timeout: 60_000, interval: 50 } as const;
let running: RunningPetLog | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
});

async function publish(url: string): Promise<void> {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_SECURITY_ALLOWED_TARGETS: '127.0.0.1' });
  const response = await fetch(`${running.url}/relays`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Server', url }),
  });
  expect(response.status).toBe(201);
}

async function theRelay(): Promise<Relay> {
  const { relays } = RelayList.parse(await (await fetch(`${running?.url}/relays`)).json());
  return relays[0]!;
}

/** Somebody who watches there: how many pictures of which size they get. */
async function watch(url: string, pictures: number): Promise<string> {
  const child = spawn(
    'ffprobe',
    [
      '-v',
      'error',
      '-count_packets',
      '-read_intervals',
      `%+#${pictures}`,
      '-show_entries',
      'stream=codec_name,width,height,nb_read_packets',
      '-of',
      'csv=p=0',
      url,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return output.trim();
}

it('is watched from nginx, and is back when nginx is', async () => {
  const port = await freeTcpPort();
  const url = `rtmp://127.0.0.1:${port}/live/cat`;
  {
    await using _nginx = await startNginxRtmp(port);
    await publish(url);
    await vi.waitFor(async () => expect((await theRelay()).state).toBe('publishing'), patience);
    expect(await watch(url, 30)).toBe('h264,320,240,30');
  }
  await vi.waitFor(async () => expect((await theRelay()).last_error).not.toBeNull(), patience);
  await using _again = await startNginxRtmp(port);
  const backAt = performance.now();
  await vi.waitFor(async () => expect((await theRelay()).state).toBe('publishing'), patience);
  process.stdout.write(`back ${Math.round(performance.now() - backAt)} ms after nginx was\n`);
  expect(await watch(url, 30)).toBe('h264,320,240,30');
});

/** A server that is killed and started again at its port. */
interface ReturningServer extends AsyncDisposable {
  pictures(count: number): Promise<void>;
}

const returning: Readonly<Record<string, { url(port: number): string; start(port: number): Promise<ReturningServer> }>> = {
  rtsp: {
    url: (port) => `rtsp://cat:meow@127.0.0.1:${port}/cat`,
    start: (port) => startRtspRecorder(port, 'cat', 'meow'),
  },
  rtmp: {
    url: (port) => `rtmp://127.0.0.1:${port}/live/cat`,
    async start(port) {
      const server = await startNginxRtmp(port);
      return {
        pictures: async (count) => expect(await watch(`rtmp://127.0.0.1:${port}/live/cat`, count)).toContain(`,${count}`),
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  },
  srt: {
    url: (port) => `srt://127.0.0.1:${port}?passphrase=a-long-enough-secret`,
    start: async (port) => startMediaServer('srt', port),
  },
  whip: {
    url: (port) => `http://127.0.0.1:${port}/cat/whip`,
    async start(port) {
      const server = await WhipServer.start({ port });
      return { pictures: (pictures) => server.received({ pictures }), [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
    },
  },
};

it.each(Object.keys(returning))('by %s has its pictures again after a server was killed, at once and after a while', async (kind) => {
  const { url, start } = returning[kind]!;
  const port = await freeTcpPort();
  const first = await start(port);
  await publish(url(port));
  await vi.waitFor(async () => expect((await theRelay()).state).toBe('publishing'), patience);
  await first.pictures(30);
  await first[Symbol.asyncDispose]();
  for (const [index, goneMilliseconds] of [0, 9000].entries()) {
    await new Promise((resolve) => setTimeout(resolve, goneMilliseconds));
    const server = await start(port);
    const backAt = performance.now();
    await vi.waitFor(async () => expect(await theRelay()).toMatchObject({ state: 'publishing', reconnects: index + 1 }), patience);
    process.stdout.write(
      `by ${kind}, gone for ${goneMilliseconds} ms: back ${Math.round(performance.now() - backAt)} ms after the server\n`,
    );
    await server.pictures(15);
    await server[Symbol.asyncDispose]();
  }
});

it('is taken by gst-rtsp-server with a password, and told so with a wrong one', async () => {
  const password = 'meow meow';
  await using server = await startRtspRecorder(0, 'cat', password);
  await publish(`rtsp://cat:wrong@127.0.0.1:${server.port}/cat`);
  await vi.waitFor(
    async () =>
      expect(await theRelay()).toMatchObject({ failed_step: 'publish', last_error: expect.stringContaining('password') as string }),
    patience,
  );
  const { relay_id: id } = await theRelay();
  await fetch(`${running?.url}/relays/${id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: `rtsp://cat:${encodeURIComponent(password)}@127.0.0.1:${server.port}/cat` }),
  });
  await server.pictures(30);
  expect(await theRelay()).toMatchObject({ state: 'publishing', last_error: null });
});
