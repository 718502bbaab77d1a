import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as passes } from 'node:timers/promises';

interface HttpCameraOptions {
  readonly jpegs: readonly Buffer[];
  /** A free one unless told, as for a camera that comes back. */
  readonly port?: number;
  /** After so many pictures nothing comes any more. */
  readonly pictures?: number;
  /** Where it shows its pictures. */
  readonly path: string;
}

const betweenPicturesMilliseconds = 10;

/** A camera that shows Motion JPEG over HTTP, and may stand still. */
export class HttpCamera implements AsyncDisposable {
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #end = new AbortController();

  private constructor({ jpegs, path, pictures = Infinity }: HttpCameraOptions) {
    this.#server = createServer(({ url = '', headers }, response) => {
      this.asked.push({ url, headers });
      if (!url.startsWith(path)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' });
      const show = async (): Promise<void> => {
        for (let index = 0; index < pictures && !response.destroyed; index += 1) {
          response.write('--b\r\nContent-Type: image/jpeg\r\n\r\n');
          response.write(jpegs[index % jpegs.length]);
          await passes(betweenPicturesMilliseconds, undefined, { signal: this.#end.signal });
        }
      };
      void show().catch(() => undefined);
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
    });
  }

  static async start(options: HttpCameraOptions): Promise<HttpCamera> {
    const camera = new HttpCamera(options);
    camera.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(camera.#server, 'listening');
    return camera;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
