import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

/** Bits of a mark: the number, and its complement, by which one sees that it is one. */
export const markBits = 8;
/** In a picture of 1280x720: so many squares side by side from its upper left corner, white for 1. */
export const markPixels = 32;
export const markCount = 2 ** markBits;

/** Squares that say a number, which survive being encoded and made smaller. */
function markOf(number: number): Buffer {
  const squares = Array.from({ length: markBits * 2 }, (_, index) => {
    const bit = (number >> (index % markBits)) & 1;
    const isWhite = index < markBits ? bit === 1 : bit === 0;
    return `<rect x="${index * markPixels}" width="${markPixels}" height="${markPixels}" fill="${isWhite ? '#fff' : '#000'}"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${markBits * 2 * markPixels}" height="${markPixels}">${squares.join('')}</svg>`,
  );
}

/** The pictures again and again, each with a number, which begins anew after `markCount`. */
export function markPictures(jpegs: readonly Buffer[]): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: markCount }, (_, number) =>
      sharp(jpegs[number % jpegs.length])
        .composite([{ input: markOf(number), left: 0, top: 0 }])
        .jpeg({ quality: 85 })
        .toBuffer(),
    ),
  );
}

/** A camera on the network, at this machine, that says when it gave each of its pictures. */
export class PictureCamera implements AsyncDisposable {
  readonly url: string;
  /** When the picture with that index was given last, in milliseconds since 1970. */
  readonly givenMilliseconds: number[] = [];
  readonly #close: () => Promise<void>;

  static async start(pictures: readonly Buffer[], framesPerSecond: number): Promise<PictureCamera> {
    const given: number[] = [];
    let count = 0;
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=picture' });
      const startedAt = performance.now();
      let sent = 0;
      const timer = setInterval(() => {
        while (sent <= ((performance.now() - startedAt) * framesPerSecond) / 1000) {
          const index = count % pictures.length;
          const picture = pictures[index] ?? Buffer.alloc(0);
          given[index] = performance.timeOrigin + performance.now();
          response.write(`--picture\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`);
          response.write(picture);
          response.write('\r\n');
          count += 1;
          sent += 1;
        }
      }, 5);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new PictureCamera(`http://127.0.0.1:${port}/pictures`, given, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  private constructor(url: string, given: number[], close: () => Promise<void>) {
    this.url = url;
    this.givenMilliseconds = given;
    this.#close = close;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }
}
