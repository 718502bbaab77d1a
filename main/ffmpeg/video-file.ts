import { stat } from 'node:fs/promises';
import { AV_CODEC_ID_HEVC, AV_NOPTS_VALUE, AV_PKT_DATA_DISPLAYMATRIX, AV_PKT_FLAG_CORRUPT, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { Dictionary, FormatContext, Packet, type IRational, type Stream } from 'node-av/lib';
import { localFileOptions, localFileUrl } from '../files/local-file.ts';
import { displayTurn, liesOnItsSide } from './display-matrix.ts';
import type { VideoFacts } from '../media/protocol.ts';
import { check } from './ffmpeg-error.ts';

/**
 * Opens a file, hands its video track to `work`, and closes it.
 *
 * @throws when the file is no video
 */
export async function withVideoFile<Result>(path: string, work: (file: FormatContext, video: Stream) => Promise<Result>): Promise<Result> {
  const file = new FormatContext();
  using options = Dictionary.fromObject(localFileOptions());
  try {
    check(await file.openInput(localFileUrl(path), null, options), `read ${path}`);
    check(await file.findStreamInfo(null), `read ${path}`);
    const video = file.streams[check(file.findBestStream(AVMEDIA_TYPE_VIDEO), `find a video track in ${path}`)];
    if (video === undefined) {
      throw new Error(`could not find a video track in ${path}`);
    }
    return await work(file, video);
  } finally {
    await file.closeInput();
  }
}

/** Each whole packet of the track. The packet is valid until the next one; a damaged end of the file is the end. */
export async function* packetsOf(file: FormatContext, video: Stream): AsyncGenerator<Packet> {
  const packet = new Packet();
  packet.alloc();
  try {
    while ((await file.readFrame(packet)) >= 0) {
      if (packet.streamIndex === video.index && !packet.hasFlags(AV_PKT_FLAG_CORRUPT)) {
        yield packet;
      }
      packet.unref();
    }
  } finally {
    packet.free();
  }
}

/**
 * Has a stream of an MP4 file be of what another one is. H.265 is called `hvc1`, without which Apple's players do not play it.
 *
 * @throws when it cannot be
 */
export function copyTrack(from: Stream, to: Stream): void {
  check(from.codecpar.copy(to.codecpar), 'copy a track');
  to.codecpar.codecTag = from.codecpar.codecId === AV_CODEC_ID_HEVC ? 'hvc1' : 0;
}

export const toMilliseconds = (ticks: bigint, { num, den }: IRational): number => (Number(ticks) * num * 1000) / den;

/**
 * Size as it is shown, length and number of pictures of a video file of any kind.
 *
 * @throws when the file is no video
 */
export async function probeVideoFile(path: string): Promise<VideoFacts> {
  return withVideoFile(path, async (file, video) => {
    let frameCount = Number(video.nbFrames);
    let durationMilliseconds = file.duration === AV_NOPTS_VALUE ? 0 : Number(file.duration) / 1000;
    if (frameCount === 0 || durationMilliseconds <= 0) {
      // A file of fragments says neither; its packets do.
      frameCount = 0;
      let begin = Infinity;
      let end = 0;
      for await (const { pts, duration } of packetsOf(file, video)) {
        frameCount += 1;
        begin = Math.min(begin, toMilliseconds(pts, video.timeBase));
        end = Math.max(end, toMilliseconds(pts + duration, video.timeBase));
      }
      durationMilliseconds = frameCount === 0 ? 0 : end - begin;
    }
    const { width, height } = video.codecpar;
    const isTurned = liesOnItsSide(displayTurn(video.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)));
    const [widthPixels, heightPixels] = isTurned ? [height, width] : [width, height];
    return {
      widthPixels,
      heightPixels,
      durationMilliseconds: Math.round(durationMilliseconds),
      sizeBytes: (await stat(path)).size,
      frameCount,
    };
  });
}
