/** A fragmented MP4 as it comes (ISO/IEC 14496-12, 8.8), as far as its sound and its times are wanted; pictures are passed over. */

/** How the sound of a movie is encoded. */
export interface SoundOfMovie {
  readonly samplesPerSecond: number;
  readonly channels: number;
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) in hexadecimal digits. */
  readonly configHex: string;
}

export interface FragmentReaderEvents {
  /** What the fragments behind it are of; null for a movie without AAC. */
  onMovie(sound: SoundOfMovie | null): void;
  /** When the first picture of the next fragment was captured, by its maker's wall clock, and where it stands in the movie. */
  onProducerTime(capturedAtMicroseconds: number, mediaMilliseconds: number): void;
  /** Frames of AAC, one after the other. @param beginMilliseconds of the first one, in the movie */
  onSound(beginMilliseconds: number, frames: readonly Buffer[]): void;
}

const headerBytes = 8;
/** A picture with its sound is much smaller. */
const mostBoxBytes = 16 * 1024 * 1024;
/** In one fragment: twenty seconds of sound. */
const mostSamples = 1000;
/** Seconds from the beginning of NTP's time, 1900, to that of Unix, 1970 (RFC 5905, 6). */
const ntpSecondsOfUnix = 2_208_988_800;
/** Which fields there are in `tfhd` (ISO/IEC 14496-12, 8.8.7). */
const headerFields = { baseDataOffset: 0x1, sampleDescription: 0x2, defaultDuration: 0x8, defaultSize: 0x10 } as const;
/** And in `trun`: the first two once, the others for each sample (8.8.8). */
const runFields = {
  dataOffset: 0x1,
  firstSampleFlags: 0x4,
  duration: 0x100,
  size: 0x200,
  sampleFlags: 0x400,
  compositionOffset: 0x800,
} as const;

interface Box {
  readonly type: string;
  readonly content: Buffer;
}

interface Tracks {
  /** By their ids. */
  readonly ticksPerSecond: ReadonlyMap<number, number>;
  readonly soundId: number | null;
}

/** Where the frames of a fragment are. */
interface Run {
  readonly beginMilliseconds: number;
  /** From the beginning of the table's box. */
  readonly offsetBytes: number;
  readonly sizesBytes: readonly number[];
}

/** Reads what another PetLog sends as `/live/video`, or any other fragmented MP4 whose tables say the size of each sample. */
export class FragmentReader {
  readonly #events: FragmentReaderEvents;
  #chunks: Buffer[] = [];
  #waitingBytes = 0;
  /** So much has to be there before there is something to read. */
  #neededBytes = headerBytes;
  #tracks: Tracks = { ticksPerSecond: new Map(), soundId: null };
  #tableBytes = 0;
  #runs: readonly Run[] = [];

  constructor(events: FragmentReaderEvents) {
    this.#events = events;
  }

  /** @throws RangeError where this is no fragmented MP4 */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes < this.#neededBytes) {
      return;
    }
    let rest: Buffer = Buffer.concat(this.#chunks);
    this.#neededBytes = headerBytes;
    while (rest.length >= headerBytes) {
      const sizeBytes = rest.readUInt32BE(0);
      if (sizeBytes < headerBytes || sizeBytes > mostBoxBytes) {
        throw new RangeError(`a box of ${sizeBytes} bytes`);
      }
      if (rest.length < sizeBytes) {
        this.#neededBytes = sizeBytes;
        break;
      }
      this.#take({ type: rest.toString('latin1', 4, headerBytes), content: rest.subarray(headerBytes, sizeBytes) });
      rest = rest.subarray(sizeBytes);
    }
    this.#chunks = [rest];
    this.#waitingBytes = rest.length;
  }

  #take({ type, content }: Box): void {
    switch (type) {
      case 'moov': {
        const { tracks, sound } = readMovie(content);
        this.#tracks = tracks;
        this.#runs = [];
        this.#events.onMovie(sound);
        break;
      }
      case 'prft':
        this.#readProducerTime(content);
        break;
      case 'moof':
        this.#tableBytes = headerBytes + content.length;
        this.#runs = boxesIn(content).flatMap((box) => (box.type === 'traf' ? readTrack(box.content, this.#tracks) : []));
        break;
      case 'mdat':
        this.#runs.forEach((run) => this.#readFrames(run, content));
        this.#runs = [];
    }
  }

  /** `prft` (ISO/IEC 14496-12, 8.16.5). */
  #readProducerTime(content: Buffer): void {
    const ticksPerSecond = this.#tracks.ticksPerSecond.get(content.readUInt32BE(4));
    if (ticksPerSecond === undefined) {
      return;
    }
    const capturedAtMicroseconds = (content.readUInt32BE(8) - ntpSecondsOfUnix) * 1e6 + (content.readUInt32BE(12) / 2 ** 32) * 1e6;
    const ticks = content[0] === 0 ? content.readUInt32BE(16) : Number(content.readBigUInt64BE(16));
    this.#events.onProducerTime(capturedAtMicroseconds, (ticks * 1000) / ticksPerSecond);
  }

  #readFrames({ beginMilliseconds, offsetBytes, sizesBytes }: Run, content: Buffer): void {
    let begin = offsetBytes - this.#tableBytes - headerBytes;
    const frames = sizesBytes.map((sizeBytes) => {
      const frame = content.subarray(begin, begin + sizeBytes);
      if (begin < 0 || frame.length < sizeBytes) {
        throw new RangeError('sound that is not in its fragment');
      }
      begin += sizeBytes;
      return Buffer.from(frame); // else each keeps the pictures beside it in memory
    });
    this.#events.onSound(beginMilliseconds, frames);
  }
}

/** @throws RangeError where one is longer than what it is in */
function boxesIn(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let begin = 0; begin + headerBytes <= bytes.length;) {
    const sizeBytes = bytes.readUInt32BE(begin);
    if (sizeBytes < headerBytes || begin + sizeBytes > bytes.length) {
      throw new RangeError(`a box of ${sizeBytes} bytes in one that is shorter`);
    }
    boxes.push({
      type: bytes.toString('latin1', begin + 4, begin + headerBytes),
      content: bytes.subarray(begin + headerBytes, begin + sizeBytes),
    });
    begin += sizeBytes;
  }
  return boxes;
}

/** The content of the box at a path; null where there is none. */
function find(bytes: Buffer, ...path: readonly string[]): Buffer | null {
  return path.reduce<Buffer | null>(
    (within, type) => (within === null ? null : (boxesIn(within).find((box) => box.type === type)?.content ?? null)),
    bytes,
  );
}

function readMovie(content: Buffer): { tracks: Tracks; sound: SoundOfMovie | null } {
  const ticksPerSecond = new Map<number, number>();
  let soundId: number | null = null;
  let sound: SoundOfMovie | null = null;
  for (const track of boxesIn(content).filter(({ type }) => type === 'trak')) {
    const header = find(track.content, 'tkhd');
    const media = find(track.content, 'mdia', 'mdhd');
    if (header === null || media === null) {
      throw new RangeError('a track without its headers');
    }
    const id = header.readUInt32BE(header[0] === 0 ? 12 : 20);
    ticksPerSecond.set(id, Math.max(1, media.readUInt32BE(media[0] === 0 ? 12 : 20)));
    const read: SoundOfMovie | null = sound === null ? readSound(track.content) : null;
    if (read !== null) {
      [soundId, sound] = [id, read];
    }
  }
  return { tracks: { ticksPerSecond, soundId }, sound };
}

/** The sample entry of sound (`mp4a`, ISO/IEC 14496-14, 5.6); null for a track of anything else. */
function readSound(track: Buffer): SoundOfMovie | null {
  const descriptions = find(track, 'mdia', 'minf', 'stbl', 'stsd');
  const entry = descriptions === null ? null : find(descriptions.subarray(8), 'mp4a');
  const stream = entry === null ? null : find(entry.subarray(28), 'esds');
  const config = stream === null ? null : findDescriptor(stream.subarray(4), [3, 4, 5]);
  if (entry === null || config === null) {
    return null;
  }
  const samplesPerSecond = entry.readUInt16BE(24);
  if (samplesPerSecond === 0) {
    throw new RangeError('sound of no samples');
  }
  return { samplesPerSecond, channels: entry.readUInt16BE(16), configHex: config.toString('hex') };
}

/** What each kind of descriptor has before those in it (ISO/IEC 14496-1, 7.2.6.5 and 7.2.6.6), without its optional parts. */
const bytesBefore: Readonly<Record<number, number>> = { 3: 3, 4: 13, 5: 0 };

function findDescriptor(bytes: Buffer, [tag, ...inner]: readonly number[]): Buffer | null {
  let begin = 0;
  while (tag !== undefined && begin < bytes.length) {
    const found = bytes[begin];
    let length = 0;
    let isMore = true;
    for (begin += 1; isMore; begin += 1) {
      const digit = bytes.readUInt8(begin);
      length = length * 128 + (digit & 0x7f);
      isMore = digit >= 0x80;
    }
    const content = bytes.subarray(begin, begin + length);
    if (found === tag) {
      return inner.length === 0 ? content : findDescriptor(content.subarray(bytesBefore[tag] ?? 0), inner);
    }
    begin += length;
  }
  return null;
}

/** The frames of the track of sound; none of another one. */
function readTrack(track: Buffer, { ticksPerSecond, soundId }: Tracks): Run[] {
  const header = find(track, 'tfhd');
  const time = find(track, 'tfdt');
  if (header === null || time === null || soundId === null || header.readUInt32BE(4) !== soundId) {
    return [];
  }
  const ticks = time[0] === 0 ? time.readUInt32BE(4) : Number(time.readBigUInt64BE(4));
  const beginMilliseconds = (ticks * 1000) / (ticksPerSecond.get(soundId) ?? 1);
  const run = find(track, 'trun');
  return run === null ? [] : [{ beginMilliseconds, ...readRun(run, defaultSizeOf(header)) }];
}

function defaultSizeOf(header: Buffer): number {
  const flags = header.readUIntBE(1, 3);
  const has = (field: number): boolean => (flags & field) !== 0;
  const at =
    8 +
    (has(headerFields.baseDataOffset) ? 8 : 0) +
    (has(headerFields.sampleDescription) ? 4 : 0) +
    (has(headerFields.defaultDuration) ? 4 : 0);
  return has(headerFields.defaultSize) ? header.readUInt32BE(at) : 0;
}

/** `trun` (ISO/IEC 14496-12, 8.8.8). */
function readRun(run: Buffer, defaultSizeBytes: number): Pick<Run, 'offsetBytes' | 'sizesBytes'> {
  const flags = run.readUIntBE(1, 3);
  const has = (field: number): boolean => (flags & field) !== 0;
  if (!has(runFields.dataOffset)) {
    throw new RangeError('a table that does not say where its samples are');
  }
  const count = run.readUInt32BE(4);
  if (count > mostSamples) {
    throw new RangeError(`a table of ${count} samples`);
  }
  const offsetBytes = run.readInt32BE(8);
  let at = 12 + (has(runFields.firstSampleFlags) ? 4 : 0);
  const sizesBytes: number[] = [];
  for (let sample = 0; sample < count; sample += 1) {
    at += has(runFields.duration) ? 4 : 0;
    sizesBytes.push(has(runFields.size) ? run.readUInt32BE(at) : defaultSizeBytes);
    at += has(runFields.size) ? 4 : 0;
    at += (has(runFields.sampleFlags) ? 4 : 0) + (has(runFields.compositionOffset) ? 4 : 0);
  }
  return { offsetBytes, sizesBytes };
}
