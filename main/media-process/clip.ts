import { open, statfs } from 'node:fs/promises';
import type { Answer, CaptureSpan, Question } from '../media/protocol.ts';
import type { SoundBuffer } from '../media/sound/sound-buffer.ts';
import type { SoundRun } from '../media/sound/sound-frame.ts';
import { endOfClip, soundOfClip } from './clip-file.ts';
import { fragment, initializationSegment, lengthPrefixed } from '../mp4/fragmented-mp4.ts';
import type { Picture } from './picture-group.ts';
import { unlessGone, type VideoHistory } from './video-history.ts';

/** Where a clip of that time begins and ends; null without a picture. */
export async function findClip(history: VideoHistory, span: CaptureSpan): Promise<CaptureSpan | null> {
  const groups = history.between(span);
  const [first] = groups;
  const samples = (await unlessGone(groups.at(-1)?.samples() ?? Promise.resolve([]), [])).filter(
    ({ captureMilliseconds }) => captureMilliseconds < span.untilMilliseconds,
  );
  const last = samples.at(-1);
  return first === undefined || last === undefined
    ? null
    : {
        fromMilliseconds: first.firstMilliseconds,
        untilMilliseconds: endOfClip(history, last.captureMilliseconds, span.untilMilliseconds),
      };
}

/**
 * Writes a clip into an existing file, one fragment for each group of pictures;
 * it is on the disk when this resolves. The history moves on meanwhile, what
 * is written stays until then.
 *
 * @returns null when the picture that it begins with is gone
 * @throws the system's error; the file is empty then
 */
export async function saveClip(
  history: VideoHistory,
  heard: SoundBuffer,
  { fromMilliseconds, untilMilliseconds, path, minimumFreeBytes }: Question<'save-clip'>,
): Promise<Answer<'save-clip'>> {
  const groups = history.between({ fromMilliseconds, untilMilliseconds });
  const [first] = groups;
  if (first?.firstMilliseconds !== fromMilliseconds) {
    return null;
  }
  const letGo = groups.map((group) => group.hold());
  const file = await open(path, 'r+');
  try {
    await assertRoom(
      path,
      groups.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      minimumFreeBytes,
    );
    await file.truncate(0);
    const sound = soundOfClip(heard, { fromMilliseconds, untilMilliseconds });
    let frameCount = 0;
    let endMilliseconds = fromMilliseconds;
    for (const [index, group] of groups.entries()) {
      const pictures = (await group.packets()).filter(({ captureMilliseconds }) => captureMilliseconds < untilMilliseconds);
      if (index === 0 && pictures[0] !== undefined) {
        await file.writeFile(initializationSegment(first.size, pictures[0].annexB, sound !== null));
      }
      endMilliseconds = endOfClip(history, pictures.at(-1)?.captureMilliseconds ?? endMilliseconds, untilMilliseconds);
      const groupEnd = groups[index + 1]?.firstMilliseconds ?? endMilliseconds;
      const run = sound?.take(fromMilliseconds, groupEnd) ?? null;
      await file.writeFile(groupFragment(index + 1, pictures, groupEnd, fromMilliseconds, run));
      frameCount += pictures.length;
    }
    await file.sync();
    const durationMilliseconds = Math.round(endMilliseconds - fromMilliseconds);
    return {
      fromMilliseconds,
      untilMilliseconds: endMilliseconds,
      facts: { ...first.size, durationMilliseconds, sizeBytes: (await file.stat()).size, frameCount },
    };
  } catch (error) {
    await file.truncate(0).catch(() => {});
    throw error;
  } finally {
    letGo.forEach((release) => release());
    await file.close();
  }
}

/** Twice, because the finished recording is written anew from the first file. */
async function assertRoom(path: string, neededBytes: number, minimumFreeBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(path);
  if (bavail * bsize - 2 * neededBytes < minimumFreeBytes) {
    throw Object.assign(new Error('the disk has no room for so long a part'), { code: 'ENOSPC' });
  }
}

function groupFragment(
  number: number,
  group: readonly Picture[],
  endMilliseconds: number,
  originMilliseconds: number,
  sound: SoundRun | null,
): Buffer {
  const at = [...group.map(({ captureMilliseconds }) => captureMilliseconds), endMilliseconds].map((time) =>
    Math.round(time - originMilliseconds),
  );
  const samples = group.map(({ annexB, isKeyframe, size }, index) => ({
    data: lengthPrefixed(annexB, size.codec),
    isKeyframe,
    durationMilliseconds: Math.max(1, (at[index + 1] ?? 0) - (at[index] ?? 0)),
  }));
  return fragment(number, at[0] ?? 0, samples, sound);
}
