import { expect, test } from 'vitest';
import type { HistoryPicture } from '../../../main/media/protocol.ts';
import { PictureReader } from '../../../main/rewind/picture-reader.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A history with a picture every 100 ms that answers when told to. */
function slowHistory() {
  const asked: number[] = [];
  let answer = (): void => {};
  const clock = new ManualClock();
  const history = { firstMilliseconds: 0 };
  const reader = new PictureReader({
    read(atMilliseconds) {
      asked.push(atMilliseconds);
      const fromMilliseconds = Math.floor(atMilliseconds / 100) * 100;
      return new Promise<HistoryPicture>((resolve) => {
        answer = () =>
          resolve({ jpeg: Buffer.from(String(fromMilliseconds)), fromMilliseconds, untilMilliseconds: fromMilliseconds + 100 });
      });
    },
    firstMilliseconds: () => Promise.resolve(history.firstMilliseconds),
    givenUp: () => new Error('given up'),
    clock,
  });
  return {
    reader,
    asked,
    clock,
    history,
    async answer() {
      answer();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const stays = new AbortController().signal;
const text = async (picture: Promise<HistoryPicture | null>): Promise<string> => Buffer.from((await picture)?.jpeg ?? []).toString();

test('the newest wish is read first, and the oldest beyond a few are given up', async () => {
  const { reader, asked, answer } = slowHistory();
  const pictures = Array.from({ length: 12 }, (_, index) =>
    reader.picture(index * 100, stays).catch((error: unknown) => (error instanceof Error ? error.message : error)),
  );
  expect(await Promise.all(pictures.slice(1, 4))).toEqual(['given up', 'given up', 'given up']);
  for (let count = 0; count < 9; count += 1) {
    await answer();
  }
  expect(asked).toEqual([0, 1100, 1000, 900, 800, 700, 600, 500, 400]);
});

test('one reading serves everyone who wants that picture, also later', async () => {
  const { reader, asked, answer } = slowHistory();
  const first = reader.picture(130, stays);
  const same = reader.picture(170, stays);
  await answer();
  expect(await text(first)).toBe('100');
  expect(await text(same)).toBe('100');
  expect(await text(reader.picture(199, stays))).toBe('100');
  expect(asked).toEqual([130]);
  void reader.picture(200, stays);
  expect(asked).toEqual([130, 200]);
  await answer();
});

test('who goes away is not read for', async () => {
  const { reader, asked, answer } = slowHistory();
  const gone = new AbortController();
  const first = reader.picture(0, stays);
  const left = reader.picture(500, gone.signal);
  gone.abort();
  await expect(left).rejects.toThrow(/nobody waits/);
  await answer();
  await first;
  expect(asked).toEqual([0]);
});

test('a picture of a history that is forgotten is not there any more, nor one that was being read meanwhile', async () => {
  const { reader, asked, answer } = slowHistory();
  void reader.picture(130, stays);
  await answer();
  reader.forget();
  void reader.picture(130, stays);
  expect(asked).toEqual([130, 130]);
  reader.forget();
  await answer();
  void reader.picture(130, stays);
  expect(asked).toEqual([130, 130, 130]);
  await answer();
});

test('a picture goes with the history that it was of', async () => {
  const { reader, asked, answer, history } = slowHistory();
  void reader.picture(130, stays);
  await answer();
  expect(await text(reader.picture(130, stays))).toBe('100');
  history.firstMilliseconds = 200;
  expect(await reader.picture(130, stays)).toBeNull();
  expect(asked).toEqual([130]);
});

test('nothing is kept of what nobody looks at any more', async () => {
  const { reader, asked, answer, clock } = slowHistory();
  void reader.picture(130, stays);
  await answer();
  await clock.advance(29_000);
  expect(await text(reader.picture(130, stays))).toBe('100');
  await clock.advance(29_000);
  expect(await text(reader.picture(130, stays))).toBe('100');
  expect(asked).toEqual([130]);
  await clock.advance(30_000);
  void reader.picture(130, stays);
  expect(asked).toEqual([130, 130]);
  await answer();
});
