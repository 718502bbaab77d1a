import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../../main/mp4/annex-b.ts';
import { cameraH264 } from './camera-h264.ts';
import type { FootageH264 } from './footage-h264.ts';
import { footageJpegs } from './footage-jpegs.ts';
import { madeOnce } from './made-once.ts';

interface Size {
  widthPixels: number;
  heightPixels: number;
}

/** Pictures of the footage; a loop of them begins with a keyframe. */
const pictureCount = 60;

/**
 * The test footage as H.264 of a camera that encodes by itself: its pictures,
 * one after another, each an access unit with start codes. Encoded once for
 * each size on this machine.
 */
export async function encodedFootage({ widthPixels, heightPixels }: Size, keyframeEvery: number): Promise<Buffer[]> {
  const path = await madeOnce(`cat-visit-${widthPixels}x${heightPixels}-${keyframeEvery}-v1.h264`, async (unfinished) => {
    await writeFile(unfinished, Buffer.concat((await encode({ widthPixels, heightPixels }, keyframeEvery)).flatMap(withLength)));
  });
  const content = await readFile(path);
  const pictures: Buffer[] = [];
  for (let at = 0; at < content.length;) {
    const end = at + 4 + content.readUInt32BE(at);
    pictures.push(content.subarray(at + 4, end));
    at = end;
  }
  return pictures;
}

/** The same as a stream of which each keyframe brings its own parameter sets. @param streams one after another */
export function footageOf(...streams: readonly (readonly Buffer[])[]): FootageH264 {
  const isSet = (unit: Buffer): boolean =>
    [nalUnitTypes.sequenceParameters, nalUnitTypes.pictureParameters].some((type) => type === nalUnitType(unit));
  const pictures = streams.flat().map((annexB, index) => {
    const units = splitNalUnits(annexB);
    const isKeyframe = units.some((unit) => nalUnitType(unit) === nalUnitTypes.idrPicture);
    return { units, isKeyframe, shownMilliseconds: (index * 1000) / 15 };
  });
  const [sequenceParameters, pictureParameters] = pictures[0]?.units.filter(isSet) ?? [];
  if (sequenceParameters === undefined || pictureParameters === undefined) {
    throw new Error('the footage does not begin with its parameter sets');
  }
  return { pictures, sequenceParameters, pictureParameters };
}

async function encode({ widthPixels, heightPixels }: Size, keyframeEvery: number): Promise<Buffer[]> {
  const jpegs: Buffer[] = [];
  for (const jpeg of footageJpegs(pictureCount)) {
    jpegs.push(await sharp(jpeg).resize(widthPixels, heightPixels, { fit: 'fill' }).jpeg({ quality: 90 }).toBuffer());
  }
  return (await cameraH264(pictureCount, { widthPixels, heightPixels, keyframeEvery, jpegs })).map(({ annexB }) => annexB);
}

function withLength(picture: Buffer): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(picture.length);
  return [length, picture];
}
