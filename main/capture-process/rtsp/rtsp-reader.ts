import { RemoteFault } from '../../remote/remote-fault.ts';

/** An answer or a question of the other side (RFC 2326, 6 and 7). */
export interface RtspMessage {
  /** Of an answer; null for a question. */
  readonly status: number | null;
  /** Of a question; empty for an answer. */
  readonly method: string;
  /** Why, in the other side's words. */
  readonly reason: string;
  /** By names in lower case; a header that comes more than once is joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface RtspReaderEvents {
  onMessage(message: RtspMessage): void;
  /** Data between the messages (RFC 2326, 10.12), in the memory of the chunks. */
  onInterleaved(channel: number, data: Buffer): void;
}

const largestHeaderBytes = 64 * 1024;
const largestBodyBytes = 1024 * 1024;
/** So much that is neither message nor data is no RTSP. */
const mostGarbageBytes = 1024 * 1024;
const interleavedHeaderBytes = 4;
const dollar = 0x24;
const letterR = 0x52;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const endOfHeader = /\r?\n\r?\n/;

const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/** Takes an RTSP connection apart into messages and interleaved data. Bytes in between that are neither are skipped. */
export class RtspReader {
  readonly #events: RtspReaderEvents;
  #rest: Buffer = Buffer.alloc(0);
  #garbageBytes = 0;
  #hasMessage = false;

  constructor(events: RtspReaderEvents) {
    this.#events = events;
  }

  /** @throws RemoteFault when it is no RTSP */
  push(chunk: Buffer): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at < data.length) {
      const bytes = data[at] === dollar ? this.#interleaved(data, at) : this.#message(data, at);
      if (bytes === 0) {
        break;
      }
      at += bytes;
    }
    this.#rest = data.subarray(at);
  }

  /** @returns how many bytes were taken; none while there are too few */
  #interleaved(data: Buffer, at: number): number {
    if (at + interleavedHeaderBytes > data.length) {
      return 0;
    }
    const end = at + interleavedHeaderBytes + data.readUInt16BE(at + 2);
    if (end > data.length) {
      return 0;
    }
    this.#garbageBytes = 0;
    this.#events.onInterleaved(data[at + 1] ?? 0, data.subarray(at + interleavedHeaderBytes, end));
    return end - at;
  }

  #message(data: Buffer, at: number): number {
    if (!isLetter(data[at] ?? 0)) {
      return this.#skip(data, at);
    }
    const text = data.toString('latin1', at, at + largestHeaderBytes);
    const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
    const isWholeLine = firstLine.length < text.length;
    // Data that lost its way looks like letters, too; the beginning of a message can be told by its first line.
    if (isWholeLine && !/^RTSP\/\d|^[A-Z_]+ \S+ RTSP\/\d/.test(firstLine)) {
      return this.#skip(data, at);
    }
    const header = endOfHeader.exec(text);
    if (header === null) {
      return text.length < largestHeaderBytes && (isWholeLine || text.length < 1024) ? 0 : this.#skip(data, at);
    }
    const headers = headersOf(text.slice(firstLine.length, header.index));
    const bodyBytes = Number(headers.get('content-length') ?? 0);
    if (!Number.isInteger(bodyBytes) || bodyBytes < 0 || bodyBytes > largestBodyBytes) {
      throw new RemoteFault('does not speak RTSP as it should: it announces a message of an impossible length');
    }
    const bodyAt = at + header.index + header[0].length;
    if (bodyAt + bodyBytes > data.length) {
      return 0;
    }
    this.#garbageBytes = 0;
    this.#hasMessage = true;
    this.#events.onMessage({ ...startOf(firstLine), headers, body: data.toString('utf8', bodyAt, bodyAt + bodyBytes) });
    return bodyAt + bodyBytes - at;
  }

  /** To where something may begin: data, an answer, a line. */
  #skip(data: Buffer, at: number): number {
    if (data[at] === carriageReturn || data[at] === lineFeed) {
      return 1; // some cameras end their bodies with one too many
    }
    if (!this.#hasMessage) {
      throw new RemoteFault('does not speak RTSP at that port');
    }
    let end = at + 1;
    while (end < data.length && data[end] !== dollar && data[end] !== letterR && data[end - 1] !== lineFeed) {
      end += 1;
    }
    this.#garbageBytes += end - at;
    if (this.#garbageBytes > mostGarbageBytes) {
      throw new RemoteFault('sends data that is no RTSP');
    }
    return end - at;
  }
}

function startOf(line: string): Pick<RtspMessage, 'status' | 'method' | 'reason'> {
  const [, status, reason = ''] = /^RTSP\/\d+\.\d+ +(\d{3}) ?(.*)$/.exec(line) ?? [];
  return status === undefined
    ? { status: line.startsWith('RTSP/') ? 0 : null, method: line.split(' ')[0] ?? '', reason: '' }
    : { status: Number(status), method: '', reason };
}

function headersOf(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) {
      const key = name.toLowerCase();
      const before = headers.get(key);
      headers.set(key, before === undefined ? value : `${before}, ${value}`);
    }
  }
  return headers;
}
