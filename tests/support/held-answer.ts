import { connect, type Socket } from 'node:net';

/** An answer that takes its time, and a reader that keeps it open. */
export class HeldAnswer {
  readonly socket: Socket;
  text = '';
  receivedBytes = 0;
  isEnded = false;
  #wake: () => void = () => {};

  constructor(port: number, path: string, headers: Record<string, string>) {
    const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket = connect(port, '127.0.0.1');
    this.socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    this.socket.on('error', () => {});
    this.socket.on('data', (chunk) => {
      this.receivedBytes += chunk.length;
      this.text = (this.text + chunk.toString('latin1')).slice(-100_000);
      this.#wake();
    });
    this.socket.once('close', () => {
      this.isEnded = true;
      this.#wake();
    });
  }

  /** Resolves when the text that came holds it. */
  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) {
      if (this.isEnded) {
        throw new Error(`it ended before "${text}" came: ${this.text.slice(-2000)}`);
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async ended(): Promise<void> {
    while (!this.isEnded) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  close(): void {
    this.socket.destroy();
  }
}
