import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JpegSplitter } from '../../main/frames/jpeg-splitter.ts';

/** A comment (COM) right after the start of image (ITU-T T.81, B.2.4.5): marker, length with itself, four bytes of number. */
const startOfImage = Buffer.from([0xff, 0xd8]);
const commentHeader = Buffer.from([0xff, 0xfe, 0x00, 0x06]);

/** The number that a `NumberedCamera` wrote into its picture; null for pictures of others. */
export function numberOf(jpeg: Buffer): number | null {
  const isNumbered = jpeg.subarray(startOfImage.length, startOfImage.length + commentHeader.length).equals(commentHeader);
  return isNumbered ? jpeg.readUInt32BE(startOfImage.length + commentHeader.length) : null;
}

export interface NumberedCamera extends AsyncDisposable {
  readonly url: string;
}

/** A camera on the network that sends the same pictures again and again, at an even pace, each with a number of its own. */
export async function startNumberedCamera(picturesPath: string, framesPerSecond: number): Promise<NumberedCamera> {
  const bodies: Buffer[] = [];
  new JpegSplitter(
    16e6,
    (jpeg) => bodies.push(jpeg.subarray(startOfImage.length)),
    () => {},
  ).push(readFileSync(picturesPath));
  let number = 0;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=picture' });
    const startedAt = performance.now();
    let sent = 0;
    const send = (): void => {
      while (sent <= ((performance.now() - startedAt) * framesPerSecond) / 1000) {
        const value = Buffer.alloc(4);
        value.writeUInt32BE(number);
        const picture = Buffer.concat([startOfImage, commentHeader, value, bodies[number % bodies.length] as Buffer]);
        response.write(`--picture\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`);
        response.write(picture);
        response.write('\r\n');
        number += 1;
        sent += 1;
      }
    };
    const timer = setInterval(send, 1000 / framesPerSecond / 4);
    response.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/pictures`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A viewer that counts which numbers never came, and what else was shown in between. */
export class NumberReader {
  lost = 0;
  placeholders = 0;
  pictures = 0;
  #last: number | null = null;
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;

  constructor(url: string, cameraId: string) {
    this.#ended = this.#read(`${url}/live/stream?camera=${cameraId}`);
  }

  /** Forgets what was counted; the next picture has to follow the last one all the same. */
  reset(): void {
    this.lost = 0;
    this.placeholders = 0;
    this.pictures = 0;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#ended;
  }

  async #read(url: string): Promise<void> {
    const splitter = new JpegSplitter(
      16e6,
      (jpeg) => this.#picture(numberOf(jpeg)),
      () => {},
    );
    try {
      const { body } = await fetch(url, { signal: this.#abort.signal });
      for await (const chunk of body ?? []) {
        splitter.push(Buffer.from(chunk as Uint8Array));
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        throw error;
      }
    }
  }

  #picture(number: number | null): void {
    if (number === null) {
      this.placeholders += 1;
      return;
    }
    // A picture that stands still is repeated.
    if (number === this.#last) {
      return;
    }
    this.pictures += 1;
    this.lost += this.#last === null ? 0 : number - this.#last - 1;
    this.#last = number;
  }
}
