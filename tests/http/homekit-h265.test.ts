/** A camera on the network that gives H.265, in Apple's Home, which knows H.264 alone. */
import { afterEach, expect, it, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { HomeKitStatus } from '../../shared/homekit.ts';
import { startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { h265Film } from '../support/h265-film.ts';
import { freeUdpPort, HomeController } from '../support/home-controller.ts';
import { call } from '../support/http-client.ts';
import { picturesOfHome } from '../support/pictures-of-home.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';

const patience = { timeout: 60_000, interval: 100 } as const;
let home: HomeController | null = null;

afterEach(async () => {
  await home?.close();
  home = null;
});

async function homeOf({ url }: PetLogProcess): Promise<HomeController> {
  const { port, setup_code: code } = await vi.waitFor(async () => {
    const status = HomeKitStatus.parse((await call(`${url}/integrations/homekit`)).body);
    expect(status.state).toBe('waiting');
    return status;
  }, patience);
  home = new HomeController(port!);
  await home.client.pairSetup(code!);
  return home;
}

const encodedPictures = async ({ url }: PetLogProcess): Promise<number> => {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/_total\{camera="main",rendition="360p"\} (\d+)/.exec(metrics)?.[1] ?? 0);
};

it('is seen there as H.264, which is encoded for as long as a home watches', { timeout: 180_000 }, async () => {
  await using server = await startGstRtspServer('cat', 'mouse', await h265Film());
  await using petlog = await startPetLog({
    arguments: ['--camera', `rtsp://127.0.0.1:${server.port}/cat`],
    config: {
      camera: { username: 'cat', password: 'mouse', idle_stop_seconds: 60 },
      homekit: { enabled: true, port: 0 },
      video: { renditions: [180] },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
  const ofHome = await homeOf(petlog);
  const [camera] = await ofHome.cameras();
  const port = await freeUdpPort();
  const asked = await ofHome.prepare(camera!, '127.0.0.1', port);
  expect(asked.status).toBe(0);
  const pictures = picturesOfHome(port, asked, petlog.dataDirectory, 30);
  await ofHome.begin(camera!, asked, [1280, 720]);
  const sums = (await pictures).map((line) => line.split(',').at(-1));
  expect(sums).toHaveLength(30);
  expect(new Set(sums).size).toBeGreaterThan(10); // it moves

  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);
  expect(await status()).toMatchObject({ state: 'live', source: 'rtsp', active_streams: 1 });
  await ofHome.end(camera!, asked);
  await vi.waitFor(async () => expect((await status()).active_streams).toBe(0), patience);
  const [encoded, { frame_counter: before }] = [await encodedPictures(petlog), await status()];
  expect(encoded).toBeGreaterThan(0);
  await vi.waitFor(async () => expect((await status()).frame_counter).toBeGreaterThan(before + 30), patience);
  expect(await encodedPictures(petlog)).toBeLessThan(encoded + 10);
});
