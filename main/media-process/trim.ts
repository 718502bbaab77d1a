import { open, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AV_NOPTS_VALUE, AV_PKT_FLAG_CORRUPT, AVERROR_EOF, AVMEDIA_TYPE_AUDIO, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { avRescaleQ, FormatContext, Packet, type Stream } from 'node-av/lib';
import { check } from '../ffmpeg/ffmpeg-error.ts';
import { copyTrack, packetsOf, probeVideoFile, toMilliseconds, withVideoFile } from '../ffmpeg/video-file.ts';
import { localFileUrl } from '../files/local-file.ts';
import type { Answer, Question } from '../media/protocol.ts';

/** A stream of the file, and of the part. */
interface CopiedStream {
  readonly from: Stream;
  readonly to: Stream;
}

/** Above this the table stays at the end: moving it to the front writes the whole file once more. */
const cheapBytes = 256 * 1024 * 1024;
/** Sound stands behind the pictures of its time: in recordings up to half a second. What is further behind is left out. */
const mostBehindSeconds = 2;

/**
 * Copies a part of a video file, picture and sound, into a plain MP4 that is on
 * the disk when this resolves. Nothing is encoded, so that the part begins with
 * the keyframe at or before `fromMilliseconds`. Times count from the file's first picture.
 *
 * @throws the system's error; `ENODATA` when there is no picture of that time. There is no output then
 */
export async function trimFile({
  path,
  fromMilliseconds,
  untilMilliseconds,
  outputPath,
  minimumFreeBytes,
}: Question<'trim'>): Promise<Answer<'trim'>> {
  try {
    const fileBytes = (await stat(path)).size;
    await assertRoom(outputPath, fileBytes, minimumFreeBytes);
    const beginMilliseconds = await withVideoFile(path, async (file, video) => {
      const origin = await firstTicks(file, video);
      const [from, until] = [fromMilliseconds, untilMilliseconds].map(
        (at) => origin + BigInt(Math.round((at * video.timeBase.den) / (1000 * video.timeBase.num))),
      ) as [bigint, bigint];
      check(await file.seekFrame(video.index, from, AVSEEK_FLAG_BACKWARD), `find a moment in ${path}`);
      const begin = await copy(file, video, until, outputPath, fileBytes <= cheapBytes);
      return toMilliseconds(begin - origin, video.timeBase);
    });
    const output = await open(outputPath, 'r');
    try {
      await output.sync();
    } finally {
      await output.close();
    }
    return { fromMilliseconds: Math.max(0, Math.round(beginMilliseconds)), facts: await probeVideoFile(outputPath) };
  } catch (error) {
    await rm(outputPath, { force: true });
    throw error;
  }
}

/** The part is no larger than the file, and is written a second time where its table moves to the front. */
async function assertRoom(path: string, fileBytes: number, minimumFreeBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize - fileBytes < minimumFreeBytes) {
    throw Object.assign(new Error('the disk has no room for the part'), { code: 'ENOSPC' });
  }
}

const nothingThere = (): Error => Object.assign(new Error('the recording has no picture of that time'), { code: 'ENODATA' });

async function firstTicks(file: FormatContext, video: Stream): Promise<bigint> {
  for await (const { pts, dts } of packetsOf(file, video)) {
    return pts === AV_NOPTS_VALUE ? dts : pts;
  }
  throw nothingThere();
}

/** @returns the time of the first picture */
async function copy(file: FormatContext, video: Stream, until: bigint, outputPath: string, isTableFirst: boolean): Promise<bigint> {
  const output = new FormatContext();
  const packet = new Packet();
  packet.alloc();
  try {
    check(output.allocOutputContext2(null, 'mp4', localFileUrl(outputPath)), 'write the part');
    check(await output.openOutput(), 'write the part');
    const copies = copiesIn(output, file, video);
    if (isTableFirst) {
      check(output.setOption('movflags', 'faststart'), 'write the part');
    }
    check(await output.writeHeader(null), 'write the part');
    let begin: bigint | null = null;
    const over = new Set<number>();
    const mostBehind = BigInt(Math.ceil((mostBehindSeconds * video.timeBase.den) / video.timeBase.num));
    for (let result = await file.readFrame(packet); result !== AVERROR_EOF; result = await file.readFrame(packet)) {
      check(result, 'read the recording');
      const isVideo = packet.streamIndex === video.index;
      const { dts, pts } = packet;
      const target = copies.get(packet.streamIndex);
      // In the order of decoding, so that no picture lacks one that it is made of.
      if (target !== undefined && begin !== null && dts >= avRescaleQ(until, video.timeBase, target.from.timeBase)) {
        over.add(packet.streamIndex);
        if (over.size === copies.size || (isVideo && dts >= until + mostBehind)) {
          break;
        }
        packet.unref();
        continue;
      }
      const shownAt = pts === AV_NOPTS_VALUE ? dts : pts;
      if (begin === null && isVideo && packet.isKeyframe && shownAt < until) {
        begin = shownAt;
      }
      if (begin !== null && target !== undefined && dts !== AV_NOPTS_VALUE && !packet.hasFlags(AV_PKT_FLAG_CORRUPT)) {
        await write(output, packet, target, avRescaleQ(begin, video.timeBase, target.from.timeBase));
      }
      packet.unref();
    }
    if (begin === null) {
      throw nothingThere();
    }
    check(await output.writeTrailer(), 'write the part');
    return begin;
  } finally {
    packet.free();
    await output.closeOutput();
    output.freeContext();
  }
}

/** For the picture and each sound of the file, one in the part. */
function copiesIn(output: FormatContext, file: FormatContext, video: Stream): Map<number, CopiedStream> {
  const copied = file.streams.filter(({ index, codecpar }) => index === video.index || codecpar.codecType === AVMEDIA_TYPE_AUDIO);
  return new Map(
    copied.map((from) => {
      const to = output.newStream();
      copyTrack(from, to);
      to.timeBase = from.timeBase;
      return [from.index, { from, to }];
    }),
  );
}

/** @param origin where the part begins, in the ticks of the packet's stream */
async function write(output: FormatContext, packet: Packet, { from, to }: CopiedStream, origin: bigint): Promise<void> {
  packet.dts -= origin;
  if (packet.pts !== AV_NOPTS_VALUE) {
    packet.pts -= origin;
  }
  packet.rescaleTs(from.timeBase, to.timeBase);
  packet.streamIndex = to.index;
  check(await output.interleavedWriteFrame(packet), 'write the part');
}
