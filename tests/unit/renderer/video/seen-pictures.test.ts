import { expect, test } from 'vitest';
import { SeenPictures } from '../../../../renderer/video/seen-pictures.ts';

test('knows the picture that was seen after it was asked, and has one question open at most', () => {
  const questions: Parameters<NonNullable<ConstructorParameters<typeof SeenPictures>[0]['requestVideoFrameCallback']>>[0][] = [];
  const seen = new SeenPictures({ requestVideoFrameCallback: (tell) => questions.push(tell) });
  expect([seen.newest, seen.newest, questions.length]).toEqual([undefined, undefined, 1]);
  questions[0]?.(10, { expectedDisplayTime: 12, rtpTimestamp: 900 });
  expect([seen.newest, questions.length]).toEqual([{ rtpTimestamp: 900, shownMilliseconds: 12 }, 2]);
  questions[1]?.(20, { expectedDisplayTime: 22 });
  expect(seen.newest).toBeUndefined();
});

test('says nothing where the browser does not', () => {
  expect(new SeenPictures({}).newest).toBeUndefined();
});
