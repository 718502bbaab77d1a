import { beforeEach, expect, test } from 'vitest';
import { VideoPlayer } from '../../../../renderer/video/video-player.ts';
import type { OfferedTransport, VideoKind } from '../../../../renderer/video/video-transport.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

const kinds: readonly VideoKind[] = ['webrtc', 'mse', 'hls'];

/** An element, and what it has been given. */
class Video {
  pictures = 0;
  play(): Promise<void> {
    return Promise.reject(new Error('not asked'));
  }
}

/** A way that somebody has opened. */
interface Opening {
  readonly kind: VideoKind;
  readonly video: Video;
  readonly atSeconds: number;
  readonly end: () => void;
  isRefused: boolean;
  isClosed: boolean;
}

let time: ManualDelay;
let told: string[];
let openings: Opening[];
/** Ways that bring pictures. */
let working: Set<VideoKind>;
/** Pictures of these come late now and then. */
let stumbling: Set<VideoKind>;
/** Elements that are given these count anew now and then, as some browsers do with each jump in a video. */
let jumping: Set<VideoKind>;
/** Ways that the server refuses. */
let refused: Set<VideoKind>;
/** Elements on the page: the one that is shown is the last. */
let videos: Video[];
let isFree: boolean;
let mayTake: boolean;

beforeEach(() => {
  time = new ManualDelay();
  told = [];
  openings = [];
  working = new Set(['hls']);
  stumbling = new Set();
  jumping = new Set();
  refused = new Set();
  videos = [new Video()];
  isFree = true;
  mayTake = true;
});

const asElement = (video: Video): HTMLVideoElement => video as unknown as HTMLVideoElement;
const asVideo = (element: HTMLVideoElement): Video => element as unknown as Video;

function offer(kind: VideoKind): OfferedTransport {
  return {
    kind,
    open: (element, end) => {
      const opening: Opening = {
        kind,
        video: asVideo(element),
        atSeconds: time.milliseconds / 1000,
        end,
        isRefused: refused.has(kind),
        isClosed: false,
      };
      openings.push(opening);
      if (!working.has(kind)) {
        end();
      }
      return {
        get isRefused() {
          return opening.isRefused;
        },
        capturedMilliseconds: () => undefined,
        close: () => (opening.isClosed = true),
      };
    },
  };
}

async function openPlayer(offered: readonly VideoKind[] = kinds): Promise<VideoPlayer> {
  const player = new VideoPlayer({
    video: asElement(videos[0]!),
    transports: offered.map(offer),
    delay: time.delay,
    now: () => time.milliseconds,
    pictures: (element) => asVideo(element).pictures,
    place: {
      isFree: () => isFree,
      open: () => {
        videos.unshift(new Video());
        return asElement(videos[0]!);
      },
      take: (element) => {
        if (mayTake) {
          told.push('taken');
          videos = [asVideo(element)];
        }
        return mayTake;
      },
      drop: (element) => (videos = videos.filter((video) => video !== asVideo(element))),
    },
    onShown: () => told.push('shown'),
    onLost: () => told.push('lost'),
    onEnded: () => told.push('ended'),
  });
  await play(0.5);
  openings = openings.filter(({ isClosed }) => !isClosed);
  return player;
}

/** So many seconds pass, with ten pictures a second of each way that works. */
async function play(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds * 10; passed += 1) {
    for (const { kind, video, isClosed, atSeconds } of openings) {
      const ageSeconds = time.milliseconds / 1000 - atSeconds;
      const isLate = stumbling.has(kind) && ageSeconds > 1 && ageSeconds % 2.5 > 0.5;
      const isJump = jumping.has(kind) && passed % 15 === 0;
      video.pictures = (isJump ? 0 : video.pictures) + (working.has(kind) && !isClosed && !isLate ? 1 : 0);
    }
    time.pass(100);
    await Promise.resolve();
  }
}

/** When each way was tried beside what is shown, in whole seconds. */
const triedAt = (): string[] => openings.slice(1).map(({ kind, atSeconds }) => `${kind} ${Math.round(atSeconds)}`);
const open = (): VideoKind[] => openings.filter(({ isClosed }) => !isClosed).map(({ kind }) => kind);

test('while a worse way is shown, better ones are tried, twice as long apart each time, and no more than ten minutes', async () => {
  const player = await openPlayer();
  expect([told, player.kind, triedAt()]).toEqual([['shown'], 'hls', []]);
  await play(2000);
  const rounds = openings.filter(({ kind }) => kind === 'webrtc').map(({ atSeconds }) => atSeconds);
  const gaps = rounds.map((atSeconds, index) => Math.floor(atSeconds - (rounds[index - 1] ?? 0)));
  expect(gaps).toEqual([20, 40, 80, 160, 320, 600, 600]);
  expect(triedAt().filter((tried) => tried.startsWith('mse'))).toHaveLength(7);
  expect([told, player.kind, open(), videos]).toEqual([['shown'], 'hls', ['hls'], [openings[0]?.video]]);
});

test('a better way takes the place of a worse one once it moves steadily, and the best one that of the next', async () => {
  const player = await openPlayer();
  working.add('mse');
  await play(22);
  expect([told, player.kind, open(), videos.length]).toEqual([['shown'], 'hls', ['hls', 'mse'], 2]);
  await play(3);
  expect([told, player.kind, open()]).toEqual([['shown', 'taken', 'shown'], 'mse', ['mse']]);
  expect(videos).toEqual([openings.at(-1)?.video]);
  working.add('webrtc');
  await play(45);
  expect([told.length, player.kind, open(), videos.length]).toEqual([5, 'webrtc', ['webrtc'], 1]);
  const { length } = openings;
  await play(1000);
  expect(openings).toHaveLength(length);
  expect(player.picturesPerSecond).toBeCloseTo(10);
});

test('an element that counts its pictures anew with each jump is believed like any other', async () => {
  jumping.add('mse');
  const player = await openPlayer(['mse', 'hls']);
  working.add('mse');
  await play(25);
  expect([told, player.kind, open()]).toEqual([['shown', 'taken', 'shown'], 'mse', ['mse']]);
  await play(5);
  expect(player.picturesPerSecond).toBeCloseTo(10);
});

test('what took the place of another is lost, and something else shown, as usual', async () => {
  const player = await openPlayer();
  working.add('webrtc');
  await play(25);
  expect(player.kind).toBe('webrtc');
  working.delete('webrtc');
  await play(3);
  expect([told.at(-1), player.kind]).toEqual(['lost', null]);
  openings = openings.filter(({ isClosed }) => !isClosed);
  await play(15);
  expect([told.at(-1), player.kind, videos.length]).toEqual(['shown', 'hls', 1]);
  // Each try that ended so is followed by a longer time without one.
  const shownAt = time.milliseconds / 1000;
  await play(15);
  expect(openings.filter(({ kind, atSeconds }) => kind === 'webrtc' && atSeconds > shownAt)).toHaveLength(0);
});

test('what stumbles is given up after a while, and costs nothing that is seen', async () => {
  const player = await openPlayer(['webrtc', 'hls']);
  working.add('webrtc');
  stumbling.add('webrtc');
  await play(39);
  expect([player.kind, open(), videos.length]).toEqual(['hls', ['hls', 'webrtc'], 2]);
  await play(3);
  expect([told, player.kind, open(), videos.length]).toEqual([['shown'], 'hls', ['hls'], 1]);
});

test('where what is shown stands still meanwhile, the try ends at once', async () => {
  await openPlayer();
  working.add('webrtc');
  await play(21);
  expect(open()).toEqual(['hls', 'webrtc']);
  working.delete('hls');
  await play(1.2);
  expect([told, open(), videos.length]).toEqual([['shown'], ['hls'], 1]);
  working.add('hls');
  await play(30);
  expect(triedAt()).toHaveLength(1);
});

test('nothing is tried while there is no room for it, and what is tried ends when there is none any more', async () => {
  const player = await openPlayer();
  working.add('webrtc');
  isFree = false;
  await play(100);
  expect(triedAt()).toEqual([]);
  isFree = true;
  await play(1);
  expect(open()).toEqual(['hls', 'webrtc']);
  isFree = false;
  await play(1);
  expect([open(), videos.length]).toEqual([['hls'], 1]);
  isFree = true;
  await play(25);
  expect([told, player.kind]).toEqual([['shown', 'taken', 'shown'], 'webrtc']);
});

test('what was refused is asked for again after ten minutes', async () => {
  refused.add('webrtc');
  await openPlayer();
  await play(560);
  expect(triedAt().map((tried) => tried.split(' ')[0])).toEqual(['mse', 'mse', 'mse', 'mse']);
  await play(100);
  expect(triedAt().filter((tried) => tried.startsWith('webrtc'))).toHaveLength(1);
});

test('an element that may not be heard is no better one', async () => {
  const player = await openPlayer();
  working.add('webrtc');
  mayTake = false;
  await play(30);
  expect([told, player.kind, open(), videos.length]).toEqual([['shown'], 'hls', ['hls'], 1]);
});

test('who wants something else puts off what is tried', async () => {
  const player = await openPlayer();
  working.add('webrtc');
  await play(21);
  player.putOffTrial();
  expect([open(), videos.length]).toEqual([['hls'], 1]);
  await play(10);
  expect(open()).toEqual(['hls']);
  await play(15);
  expect(player.kind).toBe('webrtc');
});

test('one way alone has none that is better', async () => {
  await openPlayer(['hls']);
  await play(1000);
  expect(openings).toHaveLength(1);
});

test('nothing is left of one that is closed while a better way is tried, nor of one that ends', async () => {
  const player = await openPlayer();
  working.add('webrtc');
  await play(21);
  expect(open()).toEqual(['hls', 'webrtc']);
  player.close();
  expect([open(), videos.length, time.pending]).toEqual([[], 1, 0]);

  openings = [];
  working.delete('webrtc');
  await openPlayer();
  working.add('webrtc');
  await play(21);
  openings[0]?.end();
  await Promise.resolve();
  expect(open()).toEqual(['hls']);
});
