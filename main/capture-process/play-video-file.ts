import { AV_NOPTS_VALUE } from 'node-av/constants';
import type { Frame, Stream } from 'node-av/lib';
import type { Clock } from '../system/clock.ts';
import type { WriteJpeg } from './output.ts';
import { PlaybackClock } from './playback-clock.ts';
import { CaptureError, type FileRequest } from './request.ts';
import { type ContainerFile, decodedFrames, openVideo, rewind } from './video-input.ts';
import { VideoToJpeg } from './video-to-jpeg.ts';

/** Plays any video at its own pace, in a loop. Returns only by throwing. @throws CaptureError when it is no video */
export async function playVideoFile(request: FileRequest, file: ContainerFile, write: WriteJpeg, clock: Clock): Promise<void> {
  const video = await openVideo(request.path, file);
  const playback = new PlaybackClock(clock);
  const toJpeg = new VideoToJpeg(request);
  for (;;) {
    let pictures = 0;
    for await (const frame of decodedFrames(video)) {
      pictures += 1;
      const isTime = await playback.waitFor(timestampSeconds(frame, video.stream), durationSeconds(video.stream));
      if (isTime) {
        await write(toJpeg.encode(frame));
      }
    }
    if (pictures === 0) {
      throw new CaptureError(`${request.path} holds no picture that can be decoded`);
    }
    playback.startOver();
    await rewind(video, request.path);
  }
}

function timestampSeconds(frame: Frame, { timeBase }: Stream): number | null {
  const timestamp = frame.bestEffortTimestamp;
  return timestamp === AV_NOPTS_VALUE ? null : (Number(timestamp) * timeBase.num) / timeBase.den;
}

/** How long one picture of the video lasts on average; 25 a second where the file does not say. */
function durationSeconds({ avgFrameRate }: Stream): number {
  return avgFrameRate.num > 0 && avgFrameRate.den > 0 ? avgFrameRate.den / avgFrameRate.num : 1 / 25;
}
