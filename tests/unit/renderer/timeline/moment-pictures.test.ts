import { expect, test, vi } from 'vitest';
import { MomentPictures } from '../../../../renderer/state/timeline/moment-pictures.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

const recording = { start: 0, end: 100_000, recordings: 1, recordingId: 'a', previewFrames: 10 };

function open() {
  vi.stubGlobal('document', { baseURI: 'http://petlog.test/' });
  const time = new ManualDelay();
  const loaded: string[] = [];
  const pictures = new MomentPictures(
    () => undefined,
    () => undefined,
    {
      delay: time.delay,
      load: async (address) => {
        loaded.push(address);
        return { width: 1600, height: 90 };
      },
    },
  );
  return { pictures, time, loaded, settled: () => new Promise<void>((resolve) => setImmediate(resolve)) };
}

test('nothing is loaded for a finger that moves, and one picture where it rests', async () => {
  const { pictures, time, loaded, settled } = open();
  for (let at = 0; at < 20_000; at += 1_000) {
    pictures.want({ kind: 'last-minutes', at });
    time.pass(16);
  }
  await settled();
  expect(loaded).toEqual([]);
  time.pass(100);
  await settled();
  expect(loaded).toHaveLength(1);
  expect(loaded[0]).toContain(encodeURIComponent(new Date(19_000).toISOString()));
  expect(pictures.shown?.address).toBe(loaded[0]);
});

test('what is loaded of a recording is shown for a finger that moves, too', async () => {
  const { pictures, time, loaded, settled } = open();
  pictures.want({ kind: 'recording', at: 1_000, recording });
  time.pass(100);
  await settled();
  expect(pictures.shown).toMatchObject({ frames: 10, frame: 0 });
  pictures.want({ kind: 'recording', at: 99_000, recording });
  expect(pictures.shown).toMatchObject({ frames: 10, frame: 9 });
  expect(loaded).toHaveLength(1);
});

test('who looks away before it is there asks for nothing', async () => {
  const { pictures, time, loaded, settled } = open();
  pictures.want({ kind: 'last-minutes', at: 5_000 });
  pictures.want(null);
  time.pass(1_000);
  await settled();
  expect([loaded, pictures.shown]).toEqual([[], null]);
});
