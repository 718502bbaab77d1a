import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** A connection of a client that writes exactly these bytes, and asks one thing after another. */
export class RawConnection {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #isEnded = false;
  #wake: () => void = () => {};

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('error', () => {});
    this.#socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    this.#socket.once('close', () => {
      this.#isEnded = true;
      this.#wake();
    });
  }

  /** The answer, with a body of the length that it states; `bodyBytes` for what has none, or no end. */
  async ask(text: string, bodyBytes?: number): Promise<RawAnswer> {
    this.#socket.write(text);
    await this.#until(() => this.#received.includes('\r\n\r\n'));
    const end = this.#received.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = this.#received.subarray(0, end).toString('latin1').split('\r\n');
    const headers = new Headers(lines.map((line) => line.split(': ', 2) as [string, string]));
    const length = bodyBytes ?? Number(headers.get('content-length'));
    await this.#until(() => this.#received.length >= end + 4 + length);
    const body = this.#received.subarray(end + 4, end + 4 + length);
    this.#received = this.#received.subarray(end + 4 + length);
    return { status: Number(statusLine.split(' ')[1]), headers, body };
  }

  /** Resolves when the server has ended it, with what came that nobody asked for. */
  async ended(): Promise<string> {
    while (!this.#isEnded) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#received.toString('latin1');
  }

  close(): void {
    this.#socket.destroy();
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#isEnded) {
        throw new Error(`the connection ended: ${this.#received.subarray(0, 500).toString('latin1')}`);
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
