import { expect, test } from 'vitest';
import type { SoundFormat } from '../../../main/media/sound/sound-format.ts';
import { OwnSound } from '../../../main/sound/own-sound.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const format: SoundFormat = { encoding: 'pcmu', samplesPerSecond: 8000, channels: 1, configHex: '' };
const frame = { data: Buffer.alloc(1), firstMilliseconds: null, arrivedMilliseconds: 0 };

function heard() {
  const clock = new ManualClock();
  const said: string[] = [];
  const own = new OwnSound(clock, (isHeard) => said.push(isHeard ? 'hear' : 'rest'));
  const listen = (): (() => void) =>
    own.listen({
      begins: ({ encoding }) => said.push(`begins ${encoding}`),
      take: () => said.push('sound'),
      fails: (reason) => said.push(reason),
    });
  return { clock, said, own, listen };
}

test('is asked of the camera while somebody listens, and not afterwards', () => {
  const { said, own, listen } = heard();
  own.format(format);
  own.take(frame);
  expect(said).toEqual([]);
  const end = listen();
  own.take(frame);
  end();
  own.take(frame);
  own.format(format);
  expect(said).toEqual(['begins pcmu', 'hear', 'sound', 'rest']);
});

test('says why there is none, and begins when the camera comes back with some', () => {
  const { said, own, listen } = heard();
  own.format({ problem: 'gives no sound at this address' });
  listen();
  own.format(null);
  own.format(format);
  expect(said).toEqual(['the camera gives no sound at this address', 'hear', 'begins pcmu']);
});

test('that stops while pictures come is said once, and heard again when it is back', async () => {
  const { clock, said, own, listen } = heard();
  own.format(format);
  listen();
  own.take(frame);
  await clock.advance(9000);
  own.pictureCame();
  expect(said).toEqual(['begins pcmu', 'hear', 'sound']);
  await clock.advance(2000);
  own.pictureCame();
  own.pictureCame();
  own.take(frame);
  own.pictureCame();
  expect(said.slice(3)).toEqual(['the camera sends no sound, though it says that it has some', 'begins pcmu', 'sound']);
});
