/** The sound of cameras on the network, in every encoding that they have, is in step with the picture. */
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { LiveStatus, RecordStartOutput, RecordStopOutput } from '../../shared/api.ts';
import { SoundLevel } from '../../shared/sound.ts';
import { flashingFilm, soundDelays } from '../support/flashing-film.ts';
import { type GstSound, startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';

const patience = { timeout: 60_000, interval: 200 };
/** Twelve flashes. */
const pictures = 110;

it('a recording has the sound of its camera, in step with the picture', async () => {
  const film = await flashingFilm();
  await using servers = new AsyncDisposableStack();
  const camera = async (sound: GstSound | null): Promise<object> => {
    const { port } = servers.use(await startGstRtspServer('cat', 'mouse', film.video, sound));
    return { source: `rtsp://127.0.0.1:${port}/cat`, username: 'cat', password: 'mouse', sound: true };
  };
  const sounds = {
    aac: { encoding: 'aac' },
    pcmu: { encoding: 'pcmu', wave: film.sound },
    opus: { encoding: 'opus', wave: film.sound },
  } as const satisfies Record<string, GstSound>;
  const encodings = Object.keys(sounds) as (keyof typeof sounds)[];
  const cameras: Record<string, object> = { silent: await camera(null) };
  for (const encoding of encodings) {
    cameras[encoding] = await camera(sounds[encoding]);
  }
  await using petlog = await startPetLog({
    config: { cameras, recording: { pre_roll_seconds: 0, rewind_minutes: 0 }, security: { allowed_targets: ['127.0.0.1'] } },
  });
  const ask = async (path: string, method = 'GET'): Promise<object> => (await call(petlog.url + path, method)).body;
  const statusOf = async (id: string): Promise<LiveStatus> => LiveStatus.parse(await ask(`/live/status?camera=${id}`));
  const levelOf = async (id: string): Promise<number | null> => SoundLevel.parse(await ask(`/live/sound/level?camera=${id}`)).level_dbfs;

  for (const id of Object.keys(cameras)) {
    RecordStartOutput.parse(await ask(`/live/record/start?camera=${id}`, 'POST'));
  }
  await Promise.all(encodings.map((id) => vi.waitFor(async () => expect(await levelOf(id)).not.toBeNull(), patience)));
  const before = await Promise.all(encodings.map(async (id) => (await statusOf(id)).frame_counter));
  for (const [index, id] of encodings.entries()) {
    await vi.waitFor(async () => expect((await statusOf(id)).frame_counter).toBeGreaterThan((before[index] ?? 0) + pictures), patience);
    expect(await statusOf(id)).toMatchObject({ has_sound: true, problems: [] });
    const stopped = RecordStopOutput.parse(await ask(`/live/record/stop?camera=${id}`, 'POST'));
    const delays = await soundDelays(join(petlog.dataDirectory, stopped.recording_path));
    expect(delays.length).toBeGreaterThan(5);
    // It may begin in the middle of the first tone.
    expect([id, delays.slice(1).filter((delay) => Math.abs(delay) > 80)]).toEqual([id, []]);
    await ask(`/live/stop?camera=${id}`, 'POST');
  }
  const message = expect.stringMatching(/^Nothing is heard: the camera gives no sound at this address/) as string;
  await vi.waitFor(
    async () => expect((await statusOf('silent')).problems).toMatchObject([{ code: 'microphone_unavailable', message }]),
    patience,
  );
});
