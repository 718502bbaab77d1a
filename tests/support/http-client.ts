import { connect, type Socket } from 'node:net';

export interface JsonAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** One request with a JSON answer. */
export async function call(url: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}): Promise<JsonAnswer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

export interface StreamPart {
  headers: Record<string, string>;
  jpeg: Buffer;
}

/** A viewer on a plain socket, or on one of TLS, so that tests see every byte. A proxy sends chunks, but not with HTTP/1.0. */
export class StreamReader {
  readonly socket: Socket;
  readonly parts: StreamPart[] = [];
  head = '';
  isEnded = false;
  #buffer = Buffer.alloc(0);
  #wake: () => void = () => {};

  constructor(
    port: number,
    path = '/live/stream',
    host = '127.0.0.1',
    headers: Record<string, string> = {},
    socket: Socket = connect(port, host),
    version: 'HTTP/1.1' | 'HTTP/1.0' = 'HTTP/1.1',
  ) {
    this.socket = socket;
    const lines = Object.entries({ Host: `${host}:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket.write(`GET ${path} ${version}\r\n${lines.join('')}\r\n`);
    this.socket.on('data', (chunk) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#parse();
      this.#wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.isEnded = true;
      this.#wake();
    });
  }

  /** Resolves when the condition holds; rejects when the stream ends before. */
  async until(condition: (reader: this) => boolean): Promise<void> {
    while (!condition(this)) {
      if (this.isEnded) {
        throw new Error(`the stream ended after ${this.parts.length} parts; head: ${this.head}`);
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async untilEnded(): Promise<void> {
    while (!this.isEnded) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Resolves with the next `count` parts. */
  async next(count = 1): Promise<StreamPart[]> {
    const from = this.parts.length;
    await this.until((reader) => reader.parts.length >= from + count);
    return this.parts.slice(from, from + count);
  }

  close(): void {
    this.socket.destroy();
  }

  #parse(): void {
    if (this.head === '') {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end === -1) {
        return;
      }
      this.head = this.#buffer.subarray(0, end).toString('latin1');
      this.#buffer = this.#buffer.subarray(end + 4);
    }
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end === -1) {
        return;
      }
      const lines = this.#buffer.subarray(0, end).toString('latin1').split('\r\n');
      const headers = Object.fromEntries(
        lines.filter((line) => line.includes(': ')).map((line) => line.split(': ', 2) as [string, string]),
      );
      const length = Number(headers['Content-Length']);
      if (lines.find((line) => line !== '') !== '--frame' || !Number.isInteger(length)) {
        throw new Error(`not a part: ${lines.join(' | ')}`);
      }
      if (this.#buffer.length < end + 4 + length) {
        return;
      }
      this.parts.push({ headers, jpeg: Buffer.from(this.#buffer.subarray(end + 4, end + 4 + length)) });
      this.#buffer = this.#buffer.subarray(end + 4 + length);
    }
  }
}
