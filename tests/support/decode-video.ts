import { CodecContext, Codec, Frame } from 'node-av/lib';
import { packetsOf, toMilliseconds, withVideoFile } from '../../main/ffmpeg/video-file.ts';

export interface DecodedVideo {
  /** Pictures that came out of the decoder. */
  pictures: number;
  /** From the first picture to the end of the last. */
  durationSeconds: number;
}

/**
 * Decodes every picture of a video file.
 *
 * @throws when the file cannot be opened or a picture cannot be decoded
 */
export async function decodeVideo(path: string): Promise<DecodedVideo> {
  return withVideoFile(path, async (file, video) => {
    const decoder = new CodecContext();
    const codec = Codec.findDecoder(video.codecpar.codecId);
    decoder.allocContext3(codec);
    decoder.parametersToContext(video.codecpar);
    const frame = new Frame();
    frame.alloc();
    let pictures = 0;
    let begin = Infinity;
    let end = 0;
    const take = async (sent: number): Promise<void> => {
      if (sent < 0) {
        throw new Error(`${path}: picture ${pictures + 1} cannot be decoded (error ${sent})`);
      }
      while ((await decoder.receiveFrame(frame)) >= 0) {
        pictures += 1;
      }
    };
    try {
      if ((await decoder.open2(codec)) < 0) {
        throw new Error(`${path}: there is no decoder for it`);
      }
      for await (const packet of packetsOf(file, video)) {
        begin = Math.min(begin, toMilliseconds(packet.pts, video.timeBase));
        end = Math.max(end, toMilliseconds(packet.pts + packet.duration, video.timeBase));
        await take(await decoder.sendPacket(packet));
      }
      await take(await decoder.sendPacket(null));
    } finally {
      frame.free();
      decoder.freeContext();
    }
    return { pictures, durationSeconds: pictures === 0 ? 0 : (end - begin) / 1000 };
  });
}
