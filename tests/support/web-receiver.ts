import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What somebody sent. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Answering = (request: ReceivedRequest, response: ServerResponse) => void;

/** An answer of which a little more comes again and again. @param heard told once the other side has some of it */
export const answerWithoutEnd =
  (status: number, contentType: string, heard: () => void): Answering =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': contentType });
    let count = 0;
    const timer = setInterval(() => {
      response.write(' ');
      count += 1;
      if (count === 3) {
        heard();
      }
    }, 20);
    response.once('close', () => clearInterval(timer));
  };

const ok: Answering = (_request, response) => response.end('{}');

/** A server of somebody else that alerts are sent to: it keeps what it gets, and answers as a test wants it to. */
export class WebReceiver {
  readonly requests: ReceivedRequest[] = [];
  answer: Answering = ok;
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(port = 0): Promise<WebReceiver> {
    const receiver = new WebReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(port, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when so many requests have come in all. */
  async until(count: number): Promise<readonly ReceivedRequest[]> {
    while (this.requests.length < count) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
    return this.requests;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
    } catch {
      return; // broken off by the other side
    }
    const received = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
    this.requests.push(received);
    this.answer(received, response);
    [...this.#waiting].forEach((wake) => wake());
  }
}
