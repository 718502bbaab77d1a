import type { ChildProcess, StdioOptions } from 'node:child_process';
import { Socket } from 'node:net';
import { lengthPrefix, LengthPrefixReader } from './length-prefix.ts';

/** What a child is started with that has a channel, as its fourth file; its standard error can be read. */
export const channelStdio: StdioOptions = ['ignore', 'ignore', 'pipe', 'pipe'];
const channelFile = 3;

/** Nothing that is ever sent is larger: it would be no message. */
const largestBytes = 512 * 1024 * 1024;
/** What Node itself reads at once. */
const readBytes = 64 * 1024;
const bytesMark = '$bytes';

interface MessageChannelOptions {
  onMessage: (message: unknown) => void;
  /** The other side is gone, or says nothing more. Called once, after the last message. */
  onEnd?: () => void;
}

/**
 * Messages of plain objects with bytes in them, between our processes. Node's
 * own channel would do, but writes what only a V8 of the same age can read, and
 * Electron's is not as old as Node's: here it is JSON, and the bytes after it.
 */
export class MessageChannel {
  readonly #socket: Socket;
  readonly #onMessage: (message: unknown) => void;
  readonly #waiting: unknown[] = [];
  readonly #reader = new LengthPrefixReader(largestBytes, (message) => void this.#waiting.push(decode(message)));

  private constructor(socket: Socket, { onMessage, onEnd = () => {} }: MessageChannelOptions) {
    this.#socket = socket;
    this.#onMessage = onMessage;
    socket.on('error', () => {}); // the other side is gone; `close` follows
    socket.on('close', onEnd);
  }

  /** To a child that was started with `channelStdio`. */
  static toChild(child: ChildProcess, options: MessageChannelOptions): MessageChannel | null {
    const socket = child.stdio[channelFile];
    if (!(socket instanceof Socket)) {
      return null;
    }
    const channel = new MessageChannel(socket, options);
    socket.on('data', (chunk: Buffer) => channel.#read(chunk));
    return channel;
  }

  /** To the process that started this one. */
  static toParent(options: MessageChannelOptions): MessageChannel {
    // Into the same memory each time: pictures come, and what they came in would wait beside them to be collected.
    const callback = (bytes: number, buffer: Uint8Array): boolean => {
      channel.#read(buffer.subarray(0, bytes));
      return true;
    };
    const onread = { buffer: Buffer.allocUnsafeSlow(readBytes), callback };
    const socket = new Socket({ fd: channelFile, readable: true, writable: true, onread });
    const channel = new MessageChannel(socket, options);
    socket.resume(); // nothing but its end comes this way
    return channel;
  }

  /** What cannot be sent any more is lost. */
  send(message: object): void {
    if (this.#socket.writable) {
      this.#socket.write(encode(message));
    }
  }

  /** After what was sent. */
  end(): void {
    this.#socket.end();
  }

  #read(chunk: Uint8Array): void {
    try {
      this.#reader.push(chunk);
    } catch {
      this.#socket.destroy(); // what comes is no message; the process ends with its channel
    }
    for (const message of this.#waiting.splice(0)) {
      this.#onMessage(message);
    }
  }
}

/** Length of all, length of the JSON, JSON, bytes. */
export function encode(message: object): Buffer {
  const bytes: Uint8Array[] = [];
  const json = Buffer.from(JSON.stringify(withoutBytes(message, bytes)));
  const bodyBytes = bytes.reduce((sum, { length }) => sum + length, 0);
  const prefix = lengthPrefix(json.length);
  return Buffer.concat([lengthPrefix(prefix.length + json.length + bodyBytes), prefix, json, ...bytes]);
}

/** @throws where it is no message */
function decode(message: Buffer): unknown {
  const jsonEnd = 4 + message.readUInt32BE();
  let at = jsonEnd;
  return withBytes(JSON.parse(message.toString('utf8', 4, jsonEnd)), (length) => message.subarray(at, (at += length)));
}

function withoutBytes(value: unknown, bytes: Uint8Array[]): unknown {
  if (value instanceof Uint8Array) {
    bytes.push(value);
    return { [bytesMark]: value.length };
  }
  if (Array.isArray(value)) {
    return value.map((item) => withoutBytes(item, bytes));
  }
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutBytes(item, bytes)])) : value;
}

function withBytes(value: unknown, take: (length: number) => Uint8Array): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withBytes(item, take));
  }
  if (!isRecord(value)) {
    return value;
  }
  const length = value[bytesMark];
  return typeof length === 'number'
    ? take(length)
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withBytes(item, take)]));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
