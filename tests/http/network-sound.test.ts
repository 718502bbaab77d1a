/** The sound of a camera on the network. That it is in step with the picture, in each encoding, is in tests/extras. */
import { expect, it, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { SoundLevel } from '../../shared/sound.ts';
import { flashingFilm } from '../support/flashing-film.ts';
import { startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';

const patience = { timeout: 60_000, interval: 200 };

it('begins when it is switched on, ends for everyone at once, and the picture goes on', async () => {
  const film = await flashingFilm();
  await using server = await startGstRtspServer('cat', 'mouse', film.video, { encoding: 'pcma', wave: film.sound });
  await using petlog = await startPetLog({
    config: {
      camera: { source: `rtsp://127.0.0.1:${server.port}/cat`, username: 'cat', password: 'mouse', sound: false },
      recording: { pre_roll_seconds: 0, rewind_minutes: 0 },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);
  const level = async (): Promise<number | null> => SoundLevel.parse((await call(`${petlog.url}/live/sound/level`)).body).level_dbfs;
  const isHeard = (): Promise<void> => vi.waitFor(async () => expect(await level()).not.toBeNull(), patience);
  const switchSound = (sound: boolean): Promise<unknown> => call(`${petlog.url}/settings`, 'PATCH', { camera: { sound } });

  await call(`${petlog.url}/live/record/start`, 'POST');
  await vi.waitFor(async () => expect((await status()).state).toBe('live'), patience);
  await switchSound(true);
  await isHeard();
  const { state_since: since } = await status();
  await switchSound(false);
  expect(await level()).toBeNull();
  await switchSound(true);
  await isHeard();
  // Nothing had to begin anew for it.
  expect(await status()).toMatchObject({ state: 'live', state_since: since, recording: true });
});
