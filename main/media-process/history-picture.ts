import type { HistoryPicture } from '../media/protocol.ts';
import { codecOf } from '../mp4/video-codec.ts';
import { lastPictureAsJpeg } from './last-picture.ts';
import type { VideoHistory } from './video-history.ts';

/** The picture that was the newest at that moment; null when there is none. */
export async function readPicture(history: VideoHistory, atMilliseconds: number): Promise<HistoryPicture | null> {
  const found = await history.upTo(atMilliseconds);
  return found === null
    ? null
    : {
        jpeg: lastPictureAsJpeg(
          found.pictures.map(({ annexB }) => annexB),
          codecOf(found.pictures[0]?.size ?? {}),
        ),
        fromMilliseconds: found.pictures.at(-1)?.captureMilliseconds ?? 0,
        untilMilliseconds: found.untilMilliseconds,
      };
}
