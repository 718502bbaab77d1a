/** The sound of cameras on the network, in every encoding that they have, is in step with the picture. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LiveStatus, RecordStopOutput } from '../../shared/api.ts';
import { SoundLevel } from '../../shared/sound.ts';
import { type FlashingFilm, makeFlashingFilm, soundDelays } from '../support/flashing-film.ts';
import { type GstRtspServer, type GstSound, startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { call } from '../support/http-client.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const encodings = ['aac', 'pcmu', 'opus'] as const;
const patience = { timeout: 60_000, interval: 200 };

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let film: FlashingFilm;
const servers: GstRtspServer[] = [];
let petlog: PetLogProcess;

beforeAll(async () => {
  directory = await temporaryDirectory();
  film = await makeFlashingFilm(directory.path);
  const camera = async (sound: GstSound | null): Promise<object> => {
    const server = await startGstRtspServer('cat', 'mouse', film.video, sound);
    servers.push(server);
    return { source: `rtsp://127.0.0.1:${server.port}/cat`, username: 'cat', password: 'mouse', sound: true };
  };
  const wave = film.sound;
  petlog = await startPetLog({
    config: {
      cameras: {
        aac: await camera({ encoding: 'aac' }),
        pcmu: await camera({ encoding: 'pcmu', wave }),
        opus: await camera({ encoding: 'opus', wave }),
        silent: await camera(null),
      },
      recording: { pre_roll_seconds: 0, rewind_minutes: 0 },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
}, 120_000);

afterAll(async () => {
  await petlog[Symbol.asyncDispose]();
  await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  await directory[Symbol.asyncDispose]();
});

const statusOf = async (camera: string): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${petlog.url}/live/status?camera=${camera}`)).body);

const levelOf = async (camera: string): Promise<number | null> =>
  SoundLevel.parse((await call(`${petlog.url}/live/sound/level?camera=${camera}`)).body).level_dbfs;

const record = (camera: string): Promise<unknown> => call(`${petlog.url}/live/record/start?camera=${camera}`, 'POST');

it('a recording has the sound of its camera, in step with the picture', async () => {
  const all = [...encodings, 'silent'];
  await Promise.all(all.map(record));
  await Promise.all(encodings.map((camera) => vi.waitFor(async () => expect(await levelOf(camera)).not.toBeNull(), patience)));
  const before = await Promise.all(encodings.map(async (camera) => (await statusOf(camera)).frame_counter));
  for (const [index, camera] of encodings.entries()) {
    await vi.waitFor(async () => expect((await statusOf(camera)).frame_counter).toBeGreaterThan((before[index] ?? 0) + 110), patience);
  }
  const message = expect.stringMatching(/^Nothing is heard: the camera gives no sound at this address/) as string;
  await vi.waitFor(
    async () => expect((await statusOf('silent')).problems).toMatchObject([{ code: 'microphone_unavailable', message }]),
    patience,
  );
  for (const camera of encodings) {
    expect(await statusOf(camera)).toMatchObject({ has_sound: true, problems: [] });
    const stopped = RecordStopOutput.parse((await call(`${petlog.url}/live/record/stop?camera=${camera}`, 'POST')).body);
    const delays = await soundDelays(join(petlog.dataDirectory, stopped.recording_path));
    expect(delays.length).toBeGreaterThan(5);
    // It may begin in the middle of the first tone.
    expect([camera, delays.slice(1).filter((delay) => Math.abs(delay) > 80)]).toEqual([camera, []]);
  }
  await call(`${petlog.url}/live/stop?camera=silent`, 'POST');
});
