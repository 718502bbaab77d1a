import { expect, test } from 'vitest';
import { LiveFragments } from '../../../../main/live/video/live-fragments.ts';
import { LiveBoxes, type LivePiece } from '../../../../renderer/video/live-boxes.ts';
import { cameraH264 } from '../../../support/camera-h264.ts';
import { cameraH265 } from '../../../support/camera-h265.ts';

const capturedAt = 1_800_000_000_000;

/** The beginning of a live video as the server sends it. */
async function liveVideo(codec: 'h264' | 'h265' = 'h264'): Promise<Buffer> {
  const fragments = new LiveFragments(
    () => 100,
    (monotonicMilliseconds) => (capturedAt + monotonicMilliseconds) * 1000,
  );
  const packets = codec === 'h264' ? await cameraH264(3, { profile: 'high' }) : await cameraH265(3);
  const made = packets.map(({ annexB, isKeyframe }, index) =>
    fragments.add({
      annexB,
      isKeyframe,
      captureMilliseconds: index * 100,
      sequence: index + 1,
      size: { widthPixels: 320, heightPixels: 180, cameraProfile: 100, codec },
    }),
  );
  return Buffer.concat([fragments.beginning!.initialization, ...made.map(({ bytes }) => bytes)]);
}

function read(video: Buffer, chunkBytes: number): LivePiece[] {
  const boxes = new LiveBoxes();
  const pieces: LivePiece[] = [];
  for (let at = 0; at < video.length; at += chunkBytes) {
    pieces.push(...boxes.push(video.subarray(at, at + chunkBytes)));
  }
  return pieces;
}

test.each([1, 100, 1_000_000])(
  'whole boxes come out of chunks of %i bytes, with what plays them and when each was captured',
  async (bytes) => {
    const video = await liveVideo();
    const pieces = read(video, bytes);
    expect(Buffer.concat(pieces.map((piece) => piece.bytes))).toEqual(video);
    expect(pieces.map((piece) => piece.codec).filter((codec) => codec !== undefined)).toEqual([
      expect.stringMatching(/^avc1\.6400[0-9a-f]{2}$/),
    ]);
    // What it begins with is one piece.
    expect(pieces[0]?.bytes.length).toBe(video.indexOf('prft') - 4);
    const times = pieces.map(({ time }) => time).filter((time) => time !== undefined);
    expect(times.map(({ mediaMilliseconds }) => mediaMilliseconds)).toEqual([0, 100, 200]);
    expect(times.map(({ capturedMilliseconds }) => Math.round(capturedMilliseconds) - capturedAt)).toEqual([0, 100, 200]);
  },
);

test('what is no video is refused', () => {
  expect(() => new LiveBoxes().push(Buffer.from('<!doctype html><html>'))).toThrow(RangeError);
});

test('H.265 is named as browsers are asked whether they play it', async () => {
  const [beginning] = read(await liveVideo('h265'), 1_000_000);
  expect(beginning?.codec).toMatch(/^hvc1\.1\.6\.L\d+\.[\dA-F.]+$/);
});
