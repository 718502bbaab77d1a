import { expect, it } from 'vitest';
import { OutgoingPictures } from '../../../main/relay-process/outgoing-pictures.ts';

const picture = (captureMilliseconds: number, isKeyframe = false) => ({ annexB: Buffer.alloc(10), isKeyframe, captureMilliseconds });

it('drops all that waits when it is too much, and goes on with a keyframe', () => {
  const outgoing = new OutgoingPictures(30);
  [picture(1), picture(2, true), picture(3), picture(4), picture(5), picture(6), picture(7, true), picture(8)].forEach((each) =>
    outgoing.add(each),
  );
  const taken = [outgoing.take(), outgoing.take(), outgoing.take()].map((each) => each?.captureMilliseconds ?? null);
  expect(taken).toEqual([7, 8, null]);
  // The one before the first keyframe, the three that waited, and the two that follow on nothing.
  expect(outgoing.lostPictures).toBe(6);
});
