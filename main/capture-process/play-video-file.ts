import { AV_NOPTS_VALUE, AVERROR_EAGAIN, AVERROR_EOF, AVMEDIA_TYPE_VIDEO, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Packet, type Stream } from 'node-av/lib';
import type { Clock } from '../system/clock.ts';
import type { WriteJpeg } from './output.ts';
import { PlaybackClock } from './playback-clock.ts';
import { CaptureError, type FileRequest } from './request.ts';
import { VideoToJpeg } from './video-to-jpeg.ts';

interface OpenVideo {
  format: FormatContext;
  stream: Stream;
  decoder: CodecContext;
}

/** Plays any video at its own pace, in a loop. Returns only by throwing. @throws CaptureError when it is no video */
export async function playVideoFile(request: FileRequest, write: WriteJpeg, clock: Clock): Promise<void> {
  const video = await openVideo(request.path);
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

async function openVideo(path: string): Promise<OpenVideo> {
  const format = new FormatContext();
  const opened = await format.openInput(path, null, null);
  if (opened < 0 || (await format.findStreamInfo()) < 0) {
    throw new CaptureError(`${path} is not a video that can be played`);
  }
  const { streamIndex, decoder: codec } = format.findBestStream(AVMEDIA_TYPE_VIDEO, -1, -1, true);
  const stream = format.streams[streamIndex];
  if (streamIndex < 0 || stream === undefined || codec === null) {
    throw new CaptureError(`${path} holds no video that can be played`);
  }
  return { format, stream, decoder: await openDecoder(codec, stream) };
}

async function openDecoder(codec: Codec, stream: Stream): Promise<CodecContext> {
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  FFmpegError.throwIfError(decoder.parametersToContext(stream.codecpar), 'set up the decoder');
  decoder.pktTimebase = stream.timeBase;
  decoder.threadCount = 2; // a Pi 4 needs two for 1080p; more only cost memory
  FFmpegError.throwIfError(await decoder.open2(codec, null), 'open the decoder');
  return decoder;
}

/** All pictures from here to the end; each is good until the next is asked for. Damaged ones are left out. */
async function* decodedFrames({ format, stream, decoder }: OpenVideo): AsyncGenerator<Frame, void, undefined> {
  using packet = new Packet();
  packet.alloc();
  using frame = new Frame();
  frame.alloc();
  for (let isReading = true; isReading; ) {
    const read = await format.readFrame(packet);
    isReading = read >= 0;
    if (isReading && packet.streamIndex !== stream.index) {
      packet.unref();
      continue;
    }
    decoder.sendPacketSync(isReading ? packet : null);
    packet.unref();
    for (;;) {
      const received = decoder.receiveFrameSync(frame);
      if (received === AVERROR_EAGAIN || received === AVERROR_EOF) {
        break;
      }
      if (received >= 0) {
        frame.timeBase = stream.timeBase;
        yield frame;
        frame.unref();
      }
    }
  }
}

async function rewind({ format, stream, decoder }: OpenVideo, path: string): Promise<void> {
  const start = stream.startTime === AV_NOPTS_VALUE ? 0n : stream.startTime;
  if ((await format.seekFrame(stream.index, start, AVSEEK_FLAG_BACKWARD)) < 0) {
    throw new CaptureError(`${path} cannot be played again from the start`);
  }
  decoder.flushBuffers();
}

function timestampSeconds(frame: Frame, { timeBase }: Stream): number | null {
  const timestamp = frame.bestEffortTimestamp;
  return timestamp === AV_NOPTS_VALUE ? null : (Number(timestamp) * timeBase.num) / timeBase.den;
}

/** How long one picture of the video lasts on average; 25 a second where the file does not say. */
function durationSeconds({ avgFrameRate }: Stream): number {
  return avgFrameRate.num > 0 && avgFrameRate.den > 0 ? avgFrameRate.den / avgFrameRate.num : 1 / 25;
}
