import { expect, it } from 'vitest';
import { isPicture, OutgoingMedia } from '../../../main/relay-process/outgoing-media.ts';

const picture = (captureMilliseconds: number, isKeyframe = false) => ({ annexB: Buffer.alloc(10), isKeyframe, captureMilliseconds });

const sound = (firstSample: number) => ({ firstSample, data: Buffer.alloc(5) });

function takenFrom(outgoing: OutgoingMedia): (number | string)[] {
  const taken: (number | string)[] = [];
  for (let medium = outgoing.take(); medium !== null; medium = outgoing.take()) {
    taken.push(isPicture(medium) ? medium.captureMilliseconds : `sound ${medium.firstSample}`);
  }
  return taken;
}

it('keeps sound with its pictures, and drops it with them', () => {
  const outgoing = new OutgoingMedia(30);
  outgoing.addSound(sound(0));
  outgoing.add(picture(1, true));
  outgoing.addSound(sound(1));
  outgoing.add(picture(2));
  expect(takenFrom(outgoing)).toEqual([1, 'sound 1', 2]);
  outgoing.add(picture(3));
  [2, 3, 4].forEach((sample) => outgoing.addSound(sound(sample)));
  outgoing.add(picture(4));
  outgoing.addSound(sound(5));
  expect(takenFrom(outgoing)).toEqual([]);
  outgoing.add(picture(5, true));
  expect(takenFrom(outgoing)).toEqual([5]);
  expect(outgoing.lostPictures).toBe(2);
});

it('drops all that waits when it is too much, and goes on with a keyframe', () => {
  const outgoing = new OutgoingMedia(30);
  [picture(1), picture(2, true), picture(3), picture(4), picture(5), picture(6), picture(7, true), picture(8)].forEach((each) =>
    outgoing.add(each),
  );
  expect(takenFrom(outgoing)).toEqual([7, 8]);
  // The one before the first keyframe, the three that waited, and the two that follow on nothing.
  expect(outgoing.lostPictures).toBe(6);
});
