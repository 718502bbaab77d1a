/** Whatever the camera does, nobody is disconnected, the picture comes back, and the recording plays. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeVideoFile } from '../../main/ffmpeg/video-file.ts';
import { LiveStatus, RecordingsPage, RecordStopOutput } from '../../shared/api.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { call, type StreamPart, StreamReader } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';

const isPlaceholder = (part: StreamPart | undefined): boolean => part?.headers['X-PetLog-Placeholder'] === '1';

describe('a camera that fails while three watch and a recording runs', () => {
  it('is lost, says why in the picture, and comes back to the same connections', async () => {
    await using camera = await FakeCamera.install(['rpicam-vid']);
    const { PATH = '' } = camera.environment();
    await using petlog = await startPetLog({
      arguments: ['--camera', 'rpicam'],
      environment: { PATH },
      config: { recording: { pre_roll_seconds: 0, rewind_minutes: 0 } },
    });
    const port = Number(new URL(petlog.url).port);
    const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);

    const viewers = [new StreamReader(port), new StreamReader(port), new StreamReader(port, '/live/stream?fps=5')];
    await Promise.all(viewers.map((viewer) => viewer.next(3)));
    const startedAt = performance.now();
    await call(`${petlog.url}/live/record/start`, 'POST', { filename: 'eventful' });

    const captureProcess = async (): Promise<number> => (await camera.starts()).at(-1)?.pid ?? 0;
    /** All see the placeholder after `fault`, though it may be followed by a picture at once. */
    const losesPicture = async (fault: () => Promise<unknown>): Promise<void> => {
      const partsBefore = viewers.map((viewer) => viewer.parts.length);
      await fault();
      await Promise.all(viewers.map((viewer, index) => viewer.until(({ parts }) => parts.slice(partsBefore[index]).some(isPlaceholder))));
      expect(await status()).toMatchObject({ active_streams: 3, recording: true });
    };
    const isBack = async (): Promise<void> => {
      await Promise.all(viewers.map((viewer) => viewer.until(({ parts }) => !isPlaceholder(parts.at(-1)))));
      await Promise.all(viewers.map((viewer) => viewer.next(3)));
      expect(await status()).toMatchObject({ state: 'live', active_streams: 3, recording: true, state_reason: null });
    };

    // Longer away than a second, or there would be no need for a placeholder.
    await camera.behave({ startDelayMilliseconds: 1500 });
    await losesPicture(async () => process.kill(await captureProcess(), 'SIGKILL'));
    await isBack();
    await camera.behave({});
    await losesPicture(async () => process.kill(await captureProcess(), 'SIGSTOP'));
    await isBack();
    await losesPicture(() => camera.behave({ mode: 'only-garbage' }));
    expect(await status()).toMatchObject({ state: 'lost', state_reason: expect.stringMatching(/\S/) });
    await camera.behave({});
    await isBack();

    const elapsedSeconds = (await status()).current_recording?.elapsed_seconds ?? 0;
    const stopped = RecordStopOutput.parse((await call(`${petlog.url}/live/record/stop`, 'POST')).body);
    expect(stopped.duration_seconds).toBeGreaterThan(elapsedSeconds - 0.2);
    expect(stopped.duration_seconds).toBeLessThan((performance.now() - startedAt) / 1000 + 0.2);
    expect(viewers.every((viewer) => !viewer.isEnded)).toBe(true);
    const facts = await probeVideoFile(join(petlog.dataDirectory, stopped.recording_path));
    expect(facts).toMatchObject({ widthPixels: 1280, heightPixels: 720 });
    expect(Math.abs(facts.durationMilliseconds / 1000 - stopped.duration_seconds)).toBeLessThan(0.1);
    const page = RecordingsPage.parse((await call(`${petlog.url}/recordings`)).body);
    expect(page.recordings).toMatchObject([{ filename: 'eventful.mp4' }]);
    viewers.forEach((viewer) => viewer.close());
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
  });
});
