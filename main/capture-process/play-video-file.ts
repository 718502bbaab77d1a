import { AV_NOPTS_VALUE } from 'node-av/constants';
import type { Frame, Stream } from 'node-av/lib';
import type { Clock } from '../system/clock.ts';
import type { WriteJpeg } from './output.ts';
import { PlaybackClock } from './playback-clock.ts';
import { CaptureError, type FileRequest } from './request.ts';
import { type ContainerFile, closeVideo, decodedFrames, openVideo, rewind } from './video-input.ts';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';

/** Plays any video at its own pace, in a loop; what stands still for long is shown again each second. Returns only by throwing. @throws CaptureError when it is no video */
export async function playVideoFile(request: FileRequest, file: ContainerFile, write: WriteJpeg, clock: Clock): Promise<void> {
  let video = await openVideo(request.path, file);
  let isFresh = true;
  const playback = new PlaybackClock(clock);
  const toJpeg = new VideoToJpeg(request);
  let shown: Uint8Array | null = null;
  /** Whoever waits for signs of life gets them, and whoever comes gets a picture. */
  const repeat = async (): Promise<void> => (shown === null ? undefined : write(shown));
  for (;;) {
    let pictures = 0;
    for await (const frame of decodedFrames(video)) {
      pictures += 1;
      const isTime = await playback.waitFor(timestampSeconds(frame, video.stream), durationSeconds(frame, video.stream), repeat);
      if (isTime) {
        shown = toJpeg.encode(frame);
        await write(shown);
      }
    }
    if (pictures === 0 && isFresh) {
      throw new CaptureError(`${request.path} holds no picture that can be decoded`);
    }
    playback.startOver();
    isFresh = pictures === 0 || !(await rewind(video));
    if (isFresh) {
      await closeVideo(video);
      video = await openVideo(request.path, file);
    }
  }
}

function timestampSeconds(frame: Frame, { timeBase }: Stream): number | null {
  const timestamp = frame.bestEffortTimestamp;
  return timestamp === AV_NOPTS_VALUE ? null : (Number(timestamp) * timeBase.num) / timeBase.den;
}

/** How long the picture lasts; where the file does not say, as long as one does on average, or at 25 a second. */
function durationSeconds(frame: Frame, { avgFrameRate, timeBase }: Stream): number {
  if (frame.duration > 0n) {
    return (Number(frame.duration) * timeBase.num) / timeBase.den;
  }
  return avgFrameRate.num > 0 && avgFrameRate.den > 0 ? avgFrameRate.den / avgFrameRate.num : 1 / 25;
}
