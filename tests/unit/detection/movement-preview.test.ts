import { expect, test } from 'vitest';
import { MovementPreview } from '../../../main/detection/movement-preview.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
const other = { ...box, x: 0.5 };

test('answers with the next picture, once for each question, and says what moves of what is there', async () => {
  const clock = new ManualClock();
  const preview = new MovementPreview(clock);
  const [first, second] = [preview.next(), preview.next()];
  preview.saw(
    [
      { box, area: 0.1, movement: 0.4 },
      { box: other, area: 0.1, movement: 0.05 },
    ],
    false,
  );
  const seen = {
    regions: [
      { box, is_moving: true },
      { box: other, is_moving: false },
    ],
    is_new_scene: false,
  };
  expect(await first).toEqual(seen);
  expect(await second).toEqual(seen);
  expect(clock.pendingTimers).toBe(0);
});

test('while nobody is told of pictures, as nothing is in them, it answers after half a second', async () => {
  const clock = new ManualClock();
  const preview = new MovementPreview(clock);
  preview.saw([], false);
  let answers = 0;
  const asked = preview.next().then((seen) => {
    answers += 1;
    return seen;
  });
  await clock.advance(499);
  expect(answers).toBe(0);
  await clock.advance(1);
  expect(await asked).toEqual({ regions: [], is_new_scene: false });
});

test('a sudden change of light is told as one; what was seen is forgotten when nobody may look any more', async () => {
  const preview = new MovementPreview(new ManualClock());
  const lamp = preview.next();
  preview.saw([], true);
  expect(await lamp).toEqual({ regions: [], is_new_scene: true });
  const privateNow = preview.next();
  preview.forget();
  expect(await privateNow).toEqual({ regions: [], is_new_scene: false });
});
