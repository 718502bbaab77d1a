import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJpegSize } from '../../../main/frames/jpeg-size.ts';
import { JpegSplitter } from '../../../main/frames/jpeg-splitter.ts';

const LIMIT = 64 * 1024;

function split(chunks: Iterable<Buffer>, limit = LIMIT): { frames: Buffer[]; garbageBytes: number; highWaterBytes: number } {
  const frames: Buffer[] = [];
  let garbageBytes = 0;
  let highWaterBytes = 0;
  const splitter = new JpegSplitter(
    limit,
    (jpeg) => frames.push(jpeg),
    (bytes) => (garbageBytes += bytes),
  );
  for (const chunk of chunks) {
    splitter.push(chunk);
    highWaterBytes = Math.max(highWaterBytes, splitter.bufferedBytes);
  }
  return { frames, garbageBytes, highWaterBytes };
}

/** Cuts at the given places, which may repeat or lie outside. */
function chunked(data: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (data.length + 1)), data.length])].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => data.subarray(places[index], end));
}

let jpegs: Buffer[] = [];

/** A broken length can swallow up to 64 KiB of what follows, until it shows as broken. */
function goodFollowers(): Buffer[] {
  const good = jpegs[0] as Buffer;
  return Array.from({ length: Math.ceil(65_536 / good.length) + 2 }, () => good);
}

beforeAll(async () => {
  const noise = (width: number, height: number): Sharp =>
    sharp({ create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } } });
  const plain = await noise(96, 64).jpeg().toBuffer();
  const progressive = await noise(64, 64).jpeg({ progressive: true }).toBuffer();
  const thumbnail = await noise(32, 32).jpeg().toBuffer();
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), thumbnail]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const withThumbnail = Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, plain.subarray(2)]);
  jpegs = [plain, progressive, withThumbnail];
});

const cuts = fc.array(fc.nat(200_000), { maxLength: 40 });
/** Bytes that are no part of a picture: anything without the start of one. */
const garbage = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0xd8 ? 0 : byte))));

describe('JpegSplitter', () => {
  it('returns the very bytes of each picture, thumbnails and several scans included', () => {
    const { frames, garbageBytes } = split([Buffer.concat(jpegs)]);
    expect(frames).toEqual(jpegs);
    expect(garbageBytes).toBe(0);
  });

  it('does not depend on how the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }), cuts, (order, places) => {
        const pictures = order.map((index) => jpegs[index] as Buffer);
        expect(split(chunked(Buffer.concat(pictures), places)).frames).toEqual(pictures);
      }),
      { numRuns: 150 },
    );
  });

  it('works a byte at a time', () => {
    const data = Buffer.concat(jpegs);
    expect(split(Array.from(data, (_, index) => data.subarray(index, index + 1))).frames).toEqual(jpegs);
  });

  it('skips and counts garbage between pictures', () => {
    fc.assert(
      fc.property(fc.array(garbage, { minLength: 2, maxLength: 4 }), cuts, (between, places) => {
        const data = Buffer.concat(between.flatMap((bytes) => [bytes, jpegs[0] as Buffer]));
        const { frames, garbageBytes } = split(chunked(data, places));
        expect(frames).toEqual(between.map(() => jpegs[0]));
        expect(garbageBytes).toBe(between.reduce((sum, bytes) => sum + bytes.length, 0));
      }),
      { numRuns: 150 },
    );
  });

  it('recovers at the next picture after one that breaks off', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.nat(100_000), cuts, (which, cut, places) => {
        const broken = jpegs[which] as Buffer;
        const followers = goodFollowers();
        const { frames } = split(chunked(Buffer.concat([broken.subarray(0, cut % broken.length), ...followers]), places), 256 * 1024);
        // Cut off in free-form data, the broken one may take the first of the good ones with it.
        expect(frames.slice(1 - followers.length)).toEqual(followers.slice(1));
      }),
      { numRuns: 150 },
    );
  });

  it('recovers after bytes of a picture were overwritten', () => {
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        cuts,
        (which, changes, places) => {
          const damaged = Buffer.from(jpegs[which] as Buffer);
          for (const [at, value] of changes) {
            damaged[at % damaged.length] = value;
          }
          const followers = goodFollowers();
          const { frames } = split(chunked(Buffer.concat([damaged, ...followers]), places), 256 * 1024);
          expect(frames.slice(-2)).toEqual(followers.slice(-2));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never holds more than its bound, whatever comes', () => {
    const evil = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom(
          'ffd8ffe0ffff',
          'ffd8ffda0002',
          'ffd8ffc00002ffda0002',
          'ffd8ffd8ffd8',
          'ffd8ffffffffff',
          'ffd8ffe00000',
          'ffd9',
          'ffda',
        )
        .map((hex) => Buffer.from(hex.repeat(300), 'hex')),
    );
    fc.assert(
      fc.property(fc.array(evil, { maxLength: 60 }), (chunks) => {
        const limit = 16 * 1024;
        const { highWaterBytes, frames, garbageBytes } = split(chunks, limit);
        expect(highWaterBytes).toBeLessThan(limit);
        const out = frames.reduce((sum, frame) => sum + frame.length, 0) + garbageBytes;
        const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        expect(total - out).toBeGreaterThanOrEqual(0);
        expect(total - out).toBeLessThan(limit);
      }),
      { numRuns: 200 },
    );
  });

  it('drops a picture larger than the bound and takes the next', () => {
    const small = jpegs[0] as Buffer;
    const limit = small.length + 100;
    const large = Buffer.concat([small.subarray(0, -2), Buffer.alloc(limit, 0x55), small.subarray(-2)]);
    const { frames } = split([Buffer.concat([large, small, small])], limit);
    expect(frames).toEqual([small, small]);
  });
});

describe('readJpegSize', () => {
  it('reads the picture, not its thumbnail', () => {
    expect(jpegs.map(readJpegSize)).toEqual([
      { widthPixels: 96, heightPixels: 64 },
      { widthPixels: 64, heightPixels: 64 },
      { widthPixels: 96, heightPixels: 64 },
    ]);
  });

  it('gives null for what has no size', () => {
    expect(readJpegSize(Buffer.from('ffd8ffd9', 'hex'))).toBeNull();
    expect(readJpegSize(Buffer.alloc(0))).toBeNull();
  });
});
