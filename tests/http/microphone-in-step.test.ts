/** A microphone of the machine beside a camera that gives JPEGs: what is recorded, and played live, is in step. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { LiveStatus, RecordStopOutput } from '../../shared/api.ts';
import { SoundLevel } from '../../shared/sound.ts';
import { soundDelays } from '../support/flashing-film.ts';
import { startFlashingRoom } from '../support/flashing-room.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';

const run = promisify(execFile);
const patience = { timeout: 60_000, interval: 200 };
/** Ten flashes. */
const pictures = 200;

it('has sound and picture together within 80 ms, in recordings and in live video', { timeout: 180_000 }, async () => {
  await using room = await startFlashingRoom();
  await using petlog = await startPetLog({
    environment: { PATH: room.path },
    config: {
      camera: { source: room.cameraUrl, frame_rate: 20, sound: true, microphone: 'plughw:CARD=Room,DEV=0' },
      recording: { pre_roll_seconds: 0, rewind_minutes: 0 },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);
  await call(`${petlog.url}/live/record/start`, 'POST');
  await vi.waitFor(
    async () => expect(SoundLevel.parse((await call(`${petlog.url}/live/sound/level`)).body).level_dbfs).not.toBeNull(),
    patience,
  );
  const { frame_counter: before } = await status();
  const live = join(petlog.dataDirectory, 'live.mp4');
  const watched = run('ffmpeg', ['-v', 'error', '-i', `${petlog.url}/live/video`, '-t', '10', '-c', 'copy', live]);
  await vi.waitFor(async () => expect((await status()).frame_counter).toBeGreaterThan(before + pictures), patience);
  const stopped = RecordStopOutput.parse((await call(`${petlog.url}/live/record/stop`, 'POST')).body);
  await watched;
  expect(await status()).toMatchObject({ has_sound: true, problems: [] });
  for (const path of [join(petlog.dataDirectory, stopped.recording_path), live]) {
    const delays = await soundDelays(path);
    expect([path, delays.length]).toEqual([path, expect.toSatisfy((count: number) => count > 5)]);
    // A picture of this machine's own may come late; most do not.
    const median = delays.toSorted((one, other) => one - other)[delays.length >> 1]!;
    expect(Math.abs(median), path).toBeLessThan(80);
  }
});
