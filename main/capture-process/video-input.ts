import { AV_NOPTS_VALUE, AVERROR_EAGAIN, AVERROR_EOF, AVMEDIA_TYPE_VIDEO, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { type Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Packet, type Stream } from 'node-av/lib';
import { type ContainerKind, localFileOptions, localFileUrl } from '../files/local-file.ts';
import { CaptureError } from './request.ts';

/** A video file, ready to be decoded. */
export interface OpenVideo {
  format: FormatContext;
  stream: Stream;
  decoder: CodecContext;
}

/** A file that was looked at: where FFmpeg finds it, and what it is. */
export interface ContainerFile {
  readonly path: string;
  readonly kind: ContainerKind;
}

/** @param path as people know it. @throws CaptureError when it is no video */
export async function openVideo(path: string, file: ContainerFile): Promise<OpenVideo> {
  const format = new FormatContext();
  using options = Dictionary.fromObject(localFileOptions(file.kind));
  const opened = await format.openInput(localFileUrl(file.path), null, options);
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
export async function* decodedFrames({ format, stream, decoder }: OpenVideo): AsyncGenerator<Frame, void, undefined> {
  using packet = new Packet();
  packet.alloc();
  using frame = new Frame();
  frame.alloc();
  for (let isReading = true; isReading;) {
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

/** Back to the first picture; false for a file that cannot do that, as one without a container (raw H.264), which has to be opened again. */
export async function rewind({ format, stream, decoder }: OpenVideo): Promise<boolean> {
  const start = stream.startTime === AV_NOPTS_VALUE ? 0n : stream.startTime;
  if ((await format.seekFrame(stream.index, start, AVSEEK_FLAG_BACKWARD)) < 0) {
    return false;
  }
  decoder.flushBuffers();
  return true;
}

export async function closeVideo({ format, decoder }: OpenVideo): Promise<void> {
  decoder.freeContext();
  await format.closeInput();
}
