/** The server stands still for a while, as behind a closed lid or a busy SD card; the rest of the machine does not. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { probeVideoFile } from '../../main/ffmpeg/video-file.ts';
import { LiveStatus, RecordStopOutput } from '../../shared/api.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { childrenOf, commandLineOf, isAlive } from '../support/process-life.ts';

/** Longer than any of our programs may be silent. */
const pauseMilliseconds = 9000;

it('a server that slept judges nobody: the last minutes, the recording, the camera and the viewers stay', async () => {
  await using petlog = await startPetLog({
    config: { camera: { resolution: [320, 240], frame_rate: 10 }, recording: { pre_roll_seconds: 0, min_free_mb: 1 } },
  });
  const serverPid = petlog.child.pid ?? 0;
  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);
  const range = async (): Promise<RewindRange> => RewindRange.parse((await call(`${petlog.url}/live/rewind`)).body);
  const viewer = new StreamReader(Number(new URL(petlog.url).port));
  await viewer.next(5);
  await call(`${petlog.url}/live/record/start`, 'POST', { filename: 'lid' });
  await viewer.next(20);
  const before = await range();
  const mediaPid = childrenOf(serverPid).find((pid) => commandLineOf(pid).includes('media-process')) ?? 0;
  expect(isAlive(mediaPid)).toBe(true);

  // What the media process says of the last pictures waits to be read all the while.
  process.kill(mediaPid, 'SIGSTOP');
  await viewer.next(3);
  process.kill(serverPid, 'SIGSTOP');
  process.kill(mediaPid, 'SIGCONT');
  await pause(pauseMilliseconds);
  process.kill(serverPid, 'SIGCONT');

  await viewer.next(30);
  expect(isAlive(mediaPid)).toBe(true);
  expect((await range()).start).toBe(before.start);
  expect(await status()).toMatchObject({ state: 'live', active_streams: 1, recording: true });
  const stopped = RecordStopOutput.parse((await call(`${petlog.url}/live/record/stop`, 'POST')).body);
  const { durationMilliseconds } = await probeVideoFile(join(petlog.dataDirectory, stopped.recording_path));
  expect(durationMilliseconds).toBeGreaterThan(pauseMilliseconds + 2000);
  expect(petlog.stderr).not.toMatch(/killing|is gone|interrupted|camera lost/);
  viewer.close();
  expect(await petlog.stop()).toEqual({ code: 0, signal: null });
});
