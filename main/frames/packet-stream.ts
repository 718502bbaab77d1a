import type { Writable } from 'node:stream';
import type { CameraPacket, CameraSoundPacket } from '../camera/source.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import { lengthPrefix, LengthPrefixReader } from './length-prefix.ts';

/** Why a source is over, as the rest of a sentence that begins with the camera. */
export interface SourceFault {
  readonly predicate: string;
  /** SHA-256 of a certificate that a person has to confirm first. */
  readonly certificateFingerprint: string | null;
}

/** What a program tells that passes on encoded pictures. */
export interface PacketStreamEvents {
  /** The buffer is the listener's from here on. */
  onPacket(packet: CameraPacket): void;
  onFault(fault: SourceFault): void;
  /** The camera is elsewhere. */
  onRedirect(url: string): void;
  /** The camera's own sound, before the first of it; or why there is none, as the rest of a sentence that begins with the camera. */
  onSoundFormat?(format: SoundFormat | SoundProblem): void;
  /** The buffer is the listener's from here on. */
  onSound?(packet: CameraSoundPacket): void;
}

export interface SoundProblem {
  readonly problem: string;
}

const kinds = { packet: 1, fault: 2, redirect: 3, soundFormat: 4, sound: 5 } as const;
const flags = { keyframe: 1, time: 2, h265: 4 } as const;
/** Kind, flags, and the time as a 64-bit number. */
const headerBytes = 10;
const largestMessageBytes = 20 * 1024 * 1024;
/** A reader that is so far behind loses pictures, from then on to a keyframe. */
const mostWaitingBytes = 32 * 1024 * 1024;

/** Writes pictures as messages, each after its length. */
export class PacketWriter {
  readonly #output: Writable;
  #isBehind = false;

  constructor(output: Writable) {
    this.#output = output;
  }

  packet({ annexB, codec, isKeyframe, sourceMilliseconds }: CameraPacket): void {
    this.#isBehind ||= this.#output.writableLength > mostWaitingBytes;
    if (this.#isBehind && !(isKeyframe && this.#output.writableLength === 0)) {
      return;
    }
    this.#isBehind = false;
    const bits = (isKeyframe ? flags.keyframe : 0) | (codec === 'h265' ? flags.h265 : 0);
    this.#timed(kinds.packet, bits, sourceMilliseconds, annexB);
  }

  soundFormat(format: SoundFormat | SoundProblem): void {
    this.#text(kinds.soundFormat, JSON.stringify(format));
  }

  sound({ data, sourceMilliseconds }: CameraSoundPacket): void {
    if (!this.#isBehind) {
      this.#timed(kinds.sound, 0, sourceMilliseconds, data);
    }
  }

  fault(fault: SourceFault): void {
    this.#text(kinds.fault, JSON.stringify(fault));
  }

  redirect(url: string): void {
    this.#text(kinds.redirect, url);
  }

  /** Calls back when all that was written has been taken. */
  end(callback: () => void): void {
    this.#output.write('', () => callback());
  }

  #timed(kind: number, bits: number, sourceMilliseconds: number | null, data: Buffer): void {
    const header = Buffer.allocUnsafe(headerBytes);
    header.writeUInt8(kind, 0);
    header.writeUInt8(bits | (sourceMilliseconds === null ? 0 : flags.time), 1);
    header.writeDoubleBE(sourceMilliseconds ?? 0, 2);
    this.#output.cork();
    this.#output.write(lengthPrefix(headerBytes + data.length));
    this.#output.write(header);
    this.#output.write(data);
    this.#output.uncork();
  }

  #text(kind: number, text: string): void {
    const message = Buffer.concat([Buffer.from([kind]), Buffer.from(text)]);
    this.#output.write(Buffer.concat([lengthPrefix(message.length), message]));
  }
}

/** Reads what a `PacketWriter` wrote. */
export class PacketReader {
  readonly #events: PacketStreamEvents;
  readonly #reader: LengthPrefixReader;

  constructor(events: PacketStreamEvents) {
    this.#events = events;
    this.#reader = new LengthPrefixReader(largestMessageBytes, (message) => this.#message(message));
  }

  /** @throws when it is no such stream */
  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  #message(message: Buffer): void {
    const kind = message[0];
    if (kind === kinds.packet && message.length > headerBytes) {
      const bits = message[1] ?? 0;
      this.#events.onPacket({
        annexB: message.subarray(headerBytes),
        codec: (bits & flags.h265) === 0 ? 'h264' : 'h265',
        isKeyframe: (bits & flags.keyframe) !== 0,
        sourceMilliseconds: timeOf(message),
      });
    } else if (kind === kinds.sound && message.length > headerBytes) {
      this.#events.onSound?.({ data: message.subarray(headerBytes), sourceMilliseconds: timeOf(message) });
    } else if (kind === kinds.soundFormat) {
      this.#events.onSoundFormat?.(JSON.parse(message.toString('utf8', 1)) as SoundFormat | SoundProblem);
    } else if (kind === kinds.fault) {
      this.#events.onFault(JSON.parse(message.toString('utf8', 1)) as SourceFault);
    } else if (kind === kinds.redirect) {
      this.#events.onRedirect(message.toString('utf8', 1));
    } else {
      throw new RangeError('a message of an unknown kind');
    }
  }
}

const timeOf = (message: Buffer): number | null => (((message[1] ?? 0) & flags.time) === 0 ? null : message.readDoubleBE(2));
