import { afterEach, beforeEach, expect, test } from 'vitest';
import { WallPictures } from '../../../../renderer/state/cameras/wall-pictures.ts';
import type { WallPicture } from '../../../../renderer/transport/multipart-reader.ts';
import { type StreamPlace, unsharedPlaces } from '../../../../renderer/transport/stream-place.ts';
import { settleMilliseconds, SharedStreamPlaces, streamsOfABrowser } from '../../../../renderer/transport/stream-places.ts';
import type { WallRequest } from '../../../../renderer/transport/wall-stream.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

/** One request of the wall that is under way. */
interface Opened {
  readonly request: WallRequest;
  readonly signal: AbortSignal;
  give(cameraId: string): void;
  end(): void;
}

let time: ManualDelay;
let places: SharedStreamPlaces;
let opened: Opened[];
let shown: string[];
let isHidden = false;
let look: () => void = () => {};
let wall: WallPictures;

const running = (): Opened[] => opened.filter(({ signal }) => !signal.aborted);
const only = (): Opened => running()[0] ?? expect.fail('no request');

function createWall(from: ConstructorParameters<typeof WallPictures>[0]['places']): WallPictures {
  return new WallPictures({
    open: (request, onPicture, signal) =>
      new Promise((resolve) => {
        opened.push({ request, signal, give: (cameraId) => onPicture({ cameraId } as WallPicture), end: resolve });
      }),
    places: from,
    delay: time.delay,
    now: () => time.milliseconds,
    visibility: {
      get isHidden() {
        return isHidden;
      },
      onChange: (listener) => {
        look = listener;
        return () => (look = () => {});
      },
    },
    onPicture: ({ cameraId }) => shown.push(cameraId),
    widthPixels: () => 320,
  });
}

beforeEach(() => {
  [time, opened, shown, isHidden] = [new ManualDelay(), [], [], false];
  places = new SharedStreamPlaces({
    channel: undefined,
    visibility: { isHidden: false, onChange: () => () => undefined },
    delay: time.delay,
    now: () => time.milliseconds,
    wallNow: () => 1_800_000_000_000,
    hasFreeConnection: () => Promise.resolve(true),
  });
  places.open();
  wall = createWall(places);
});

afterEach(() => {
  wall.close();
  expect(running()).toEqual([]);
});

/** Other live pictures of this browser, which came first. */
function takePlaces(count: number): StreamPlace[] {
  return Array.from({ length: count }, () => {
    const place = places.newPlace(() => undefined);
    place.want(true);
    return place;
  });
}

const want = (...cameraIds: string[]): void => {
  wall.want(cameraIds);
  time.pass(settleMilliseconds);
};

test('one answer has the pictures of all tiles that can be seen, and takes one place', () => {
  want('main', 'garden');
  expect(only().request).toEqual({ cameraIds: ['main', 'garden'], widthPixels: 320 });
  only().give('garden');
  only().give('main');
  only().give('garden');
  expect(shown).toEqual(['garden', 'main', 'garden']);
  const others = takePlaces(streamsOfABrowser);
  expect(others.map(({ delivery }) => delivery)).toEqual(['stream', 'stream', 'stream', 'pictures']);
  want('garden');
  expect(only().request.cameraIds).toEqual(['garden']);
  want();
  expect(running()).toEqual([]);
  expect(others.at(-1)?.delivery).toBe('stream');
});

test('while others have all places, it asks for one picture of each in its turn, and holds no connection between', () => {
  const others = takePlaces(streamsOfABrowser);
  want('main', 'garden');
  expect(running()).toHaveLength(1);
  only().give('main');
  expect(running()).toHaveLength(1);
  only().give('garden');
  expect(running()).toEqual([]);
  time.pass(900);
  expect(running()).toEqual([]);
  time.pass(200);
  expect(only().request.cameraIds).toEqual(['main', 'garden']);
  expect(shown).toEqual(['main', 'garden']);
  // A camera that gives nothing holds nobody up.
  const late = only();
  late.give('main');
  time.pass(5000);
  expect(late.signal.aborted).toBe(true);
  expect(running()).toHaveLength(1);

  others[0]?.want(false);
  expect(running()).toHaveLength(1);
  for (const cameraId of ['main', 'garden', 'main', 'garden']) {
    only().give(cameraId);
  }
  expect(running()).toHaveLength(1);
});

test('a picture of an answer that is over is not shown', () => {
  want('main');
  const old = only();
  want('garden');
  old.give('main');
  expect(shown).toEqual([]);
});

test('a hidden page holds nothing and has no place', () => {
  want('main');
  isHidden = true;
  look();
  expect(running()).toEqual([]);
  expect(takePlaces(streamsOfABrowser).map(({ delivery }) => delivery)).not.toContain('pictures');
  isHidden = false;
  look();
  expect(running()).toHaveLength(1);
});

test('one that breaks off, or says nothing, is asked again, ever more seldom', async () => {
  wall.close();
  wall = createWall(unsharedPlaces(time.delay));
  want('main');
  only().end();
  await Promise.resolve();
  opened = [];
  time.pass(499);
  expect(opened).toHaveLength(0);
  time.pass(1);
  expect(opened).toHaveLength(1);
  only().end();
  await Promise.resolve();
  time.pass(500);
  expect(opened).toHaveLength(1);
  time.pass(500);
  expect(opened).toHaveLength(2);
  time.pass(11_999);
  expect(opened[1]?.signal.aborted).toBe(false);
  time.pass(1);
  expect(opened[1]?.signal.aborted).toBe(true);
});
