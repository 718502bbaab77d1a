/** The sound of cameras on the network: heard as the camera sends it, in step with the picture. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LiveStatus, RecordStopOutput } from '../../shared/api.ts';
import { type FlashingFilm, makeFlashingFilm, soundDelay } from '../support/flashing-film.ts';
import { type GstRtspServer, type GstSound, startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { call } from '../support/http-client.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const encodings = ['aac', 'pcmu', 'opus'] as const;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let film: FlashingFilm;
const servers: GstRtspServer[] = [];
let petlog: PetLogProcess;

beforeAll(async () => {
  directory = await temporaryDirectory();
  film = await makeFlashingFilm(directory.path);
  const soundOf = (encoding: (typeof encodings)[number]): GstSound => (encoding === 'aac' ? { encoding } : { encoding, wave: film.sound });
  for (const encoding of encodings) {
    servers.push(await startGstRtspServer('cat', 'mouse', film.video, soundOf(encoding)));
  }
  const cameras = Object.fromEntries(
    encodings.map((encoding, index) => [
      encoding,
      { source: `rtsp://127.0.0.1:${servers[index]?.port ?? 0}/cat`, username: 'cat', password: 'mouse', sound: true },
    ]),
  );
  petlog = await startPetLog({
    config: { cameras, recording: { pre_roll_seconds: 0, rewind_minutes: 0 }, security: { allowed_targets: ['127.0.0.1'] } },
  });
}, 120_000);

afterAll(async () => {
  await petlog[Symbol.asyncDispose]();
  await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  await directory[Symbol.asyncDispose]();
});

const statusOf = async (camera: string): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${petlog.url}/live/status?camera=${camera}`)).body);

describe('a recording', () => {
  it.each(encodings)('of a camera with %s has its sound, in step with the picture', async (camera) => {
    await call(`${petlog.url}/live/record/start?camera=${camera}`, 'POST');
    await vi.waitFor(async () => expect((await statusOf(camera)).frame_counter).toBeGreaterThan(150), { timeout: 60_000, interval: 200 });
    expect(await statusOf(camera)).toMatchObject({ has_sound: true, problems: [] });
    const stopped = RecordStopOutput.parse((await call(`${petlog.url}/live/record/stop?camera=${camera}`, 'POST')).body);
    const { milliseconds, worstMilliseconds, flashes } = await soundDelay(join(petlog.dataDirectory, stopped.recording_path));
    expect(flashes).toBeGreaterThan(5);
    console.log(camera, { milliseconds, worstMilliseconds, flashes });
    expect(Math.abs(milliseconds)).toBeLessThan(80);
  });
});
