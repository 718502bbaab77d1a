import { open, rm, stat } from 'node:fs/promises';
import { FormatContext, Rational, type Packet, type Stream } from 'node-av/lib';
import { localFileUrl } from '../files/local-file.ts';
import type { RecordingPart, VideoFacts } from '../media/protocol.ts';
import { check } from '../ffmpeg/ffmpeg-error.ts';
import { CopiedSound } from './copied-sound.ts';
import { readPart, type PartDisk, type PartTracks } from './recording-part.ts';
import { copyTrack, toMilliseconds } from '../ffmpeg/video-file.ts';

/** A kill within the first half second leaves a part without a whole picture; more than that at the highest bit rate is worth a look by somebody. */
const tornBytes = 4 * 1024 * 1024;
/** Above this the table stays at the end: moving it to the front writes the whole file once more. */
const cheapBytes = 256 * 1024 * 1024;

/**
 * Joins the parts, each at its own time, into a plain MP4 at `outputPath` that
 * is on the disk when this resolves. Nothing is encoded. What a part has
 * beyond the beginning of the next one with a picture is left out; a part
 * without a single whole picture is skipped.
 *
 * @throws when no part holds a picture (`ENODATA`), when one cannot be read (the system's code) or is damaged (`EBADMSG`), and when the file cannot be written; there is no output then
 */
export async function finalizeRecording(parts: readonly RecordingPart[], outputPath: string, disk?: PartDisk): Promise<VideoFacts> {
  const output = new PlainMp4(outputPath, (await sizeOf(parts)) <= cheapBytes);
  try {
    // A part without a picture stands for nothing that the one before it may be cut off for.
    const held = await holding(parts, disk);
    for (const [index, part] of held.entries()) {
      await output.append(part, held[index + 1]?.offsetMilliseconds ?? Infinity, disk);
    }
    const facts = await output.finish();
    const file = await open(outputPath, 'r');
    try {
      await file.sync();
      return { ...facts, sizeBytes: (await file.stat()).size };
    } finally {
      await file.close();
    }
  } catch (error) {
    await output.abandon();
    await rm(outputPath, { force: true });
    throw error;
  }
}

/** Those with a picture in them, and those that are too large to be read for that. */
async function holding(parts: readonly RecordingPart[], disk: PartDisk | undefined): Promise<RecordingPart[]> {
  const held: RecordingPart[] = [];
  for (const part of parts) {
    let isHeld = (await sizeOf([part])) > tornBytes;
    if (!isHeld) {
      await readPart(part.path, async (packet, { video }) => void (isHeld ||= packet.streamIndex === video.index), disk);
    }
    if (isHeld) {
      held.push(part);
    }
  }
  return held;
}

async function sizeOf(parts: readonly Pick<RecordingPart, 'path'>[]): Promise<number> {
  const sizes = await Promise.all(
    parts.map(({ path }) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

class PlainMp4 {
  readonly #path: string;
  readonly #isTableFirst: boolean;
  readonly #file = new FormatContext();
  #video: Stream | null = null;
  #sound: CopiedSound | null = null;
  #isOpen = false;
  /** Where the first picture stands in the recording; it is the beginning of the file. */
  #originMilliseconds = 0;
  #lastTicks = -1;
  #endMilliseconds = 0;
  #frameCount = 0;

  constructor(path: string, isTableFirst: boolean) {
    this.#path = path;
    this.#isTableFirst = isTableFirst;
  }

  async append({ path, offsetMilliseconds }: RecordingPart, endMilliseconds: number, disk: PartDisk | undefined): Promise<void> {
    let isPictureFound = false;
    await readPart(
      path,
      async (packet, tracks) => {
        const input = packet.streamIndex === tracks.sound?.index ? tracks.sound : tracks.video;
        const atMilliseconds = offsetMilliseconds + toMilliseconds(packet.dts, input.timeBase);
        isPictureFound ||= input === tracks.video;
        if (atMilliseconds >= endMilliseconds) {
          return;
        }
        if (input === tracks.video) {
          const video = (this.#video ??= await this.#begin(tracks, atMilliseconds));
          await this.#write(packet, atMilliseconds - this.#originMilliseconds, toMilliseconds(packet.duration, input.timeBase), video);
        } else if (this.#video !== null) {
          await this.#sound?.write(packet, atMilliseconds - this.#originMilliseconds);
        }
      },
      disk,
    );
    if (!isPictureFound && (await sizeOf([{ path }])) > tornBytes) {
      throw Object.assign(new Error(`${path} is damaged, and too large to hold nothing`), { code: 'EBADMSG' });
    }
  }

  async finish(): Promise<Omit<VideoFacts, 'sizeBytes'>> {
    const video = this.#video;
    if (video === null) {
      throw Object.assign(new Error('no part of the recording holds a picture'), { code: 'ENODATA' });
    }
    const { width, height } = video.codecpar;
    checkWrite(await this.#file.writeTrailer());
    await this.abandon();
    return {
      widthPixels: width,
      heightPixels: height,
      durationMilliseconds: Math.round(this.#endMilliseconds),
      frameCount: this.#frameCount,
    };
  }

  async abandon(): Promise<void> {
    if (this.#isOpen) {
      this.#isOpen = false;
      await this.#file.closeOutput();
      this.#file.freeContext();
    }
  }

  /** What the first part has is what the file has. */
  async #begin({ video: input, sound }: PartTracks, originMilliseconds: number): Promise<Stream> {
    this.#originMilliseconds = originMilliseconds;
    checkWrite(this.#file.allocOutputContext2(null, 'mp4', localFileUrl(this.#path)));
    checkWrite(await this.#file.openOutput());
    this.#isOpen = true;
    const video = this.#file.newStream();
    copyTrack(input, video);
    video.timeBase = new Rational(1, 1000);
    this.#sound = sound === null ? null : new CopiedSound(this.#file, sound);
    if (this.#isTableFirst) {
      checkWrite(this.#file.setOption('movflags', 'faststart'));
    }
    checkWrite(await this.#file.writeHeader(null));
    return video;
  }

  async #write(packet: Packet, atMilliseconds: number, durationMilliseconds: number, video: Stream): Promise<void> {
    const ticksPerMillisecond = video.timeBase.den / video.timeBase.num / 1000;
    const ticks = Math.max(Math.round(atMilliseconds * ticksPerMillisecond), this.#lastTicks + 1);
    this.#lastTicks = ticks;
    packet.dts = BigInt(ticks);
    packet.pts = packet.dts;
    packet.duration = BigInt(Math.round(durationMilliseconds * ticksPerMillisecond));
    packet.streamIndex = video.index;
    checkWrite(await this.#file.writeFrame(packet));
    this.#frameCount += 1;
    this.#endMilliseconds = atMilliseconds + durationMilliseconds;
  }
}

function checkWrite(result: number): void {
  check(result, 'write the finished recording');
}
