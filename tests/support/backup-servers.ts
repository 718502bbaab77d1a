import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { TlsIdentity } from '../../main/network/tls-identity.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { unfinishedS3Uploads } from './unfinished-s3-uploads.ts';

export interface BackupServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Holds what was sent. */
  readonly directory: string;
}

interface WebDavOptions {
  /** For HTTPS; without, it speaks HTTP. */
  readonly identity?: TlsIdentity;
  /** Any that is free, without. */
  readonly port?: number;
}

/** Debian's rclone as a WebDAV server: somebody else's hand. */
export async function startWebDav(
  directory: string,
  username: string,
  password: string,
  { identity, port: wantedPort = 0 }: WebDavOptions = {},
): Promise<BackupServer> {
  await mkdir(directory, { recursive: true });
  const secrets = await temporaryDirectory();
  const [certificatePath, keyPath] = [join(secrets.path, 'certificate.pem'), join(secrets.path, 'key.pem')];
  if (identity !== undefined) {
    await Promise.all([writeFile(certificatePath, identity.certificate), writeFile(keyPath, identity.key)]);
  }
  const program = spawn(
    'rclone',
    // Without its memory of folders, tests may put files there by themselves.
    [
      ...['serve', 'webdav', directory, '--addr', `127.0.0.1:${wantedPort}`, '--user', username, '--pass', password],
      ...['--dir-cache-time', '1ms', '-v', '--config', '/dev/null'],
      ...(identity === undefined ? [] : ['--cert', certificatePath, '--key', keyPath]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  const port = await new Promise<number>((resolve, reject) => {
    program.once('error', reject);
    program.once('exit', () => reject(new Error(`rclone ended: ${said}`)));
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (found !== undefined && found !== '0') {
        resolve(Number(found));
      }
    });
  });
  return {
    url: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    directory,
    async [Symbol.asyncDispose]() {
      await secrets[Symbol.asyncDispose]();
      if (program.exitCode === null && program.signalCode === null) {
        const ended = once(program, 'exit');
        program.kill('SIGKILL');
        await ended;
      }
    },
  };
}

export const s3 = { accessKey: 'S3RVER', secretKey: 'S3RVER', bucket: 'petlog' } as const;

/** The npm package s3rver: a server that speaks S3. It knows who asks by the id of the key alone, as it does not compute signatures of version 4; unfinished uploads are a stand-in's. */
export async function startS3(directory: string): Promise<BackupServer> {
  await mkdir(directory, { recursive: true });
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    directory,
    silent: true,
    resetOnClose: false,
    configureBuckets: [{ name: s3.bucket, configs: [] }],
  });
  server.middleware.unshift(unfinishedS3Uploads(s3.bucket, join(directory, s3.bucket)));
  const { port } = await server.run();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    directory: join(directory, s3.bucket),
    async [Symbol.asyncDispose]() {
      await server.close();
    },
  };
}

/** A way to a server that can be broken, and counts what passes to it. */
export class BreakableWay implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  passedBytes = 0;
  /** After so many bytes in all the way breaks, once for each. */
  readonly breaksAtBytes: number[] = [];

  private constructor(targetPort: number) {
    this.#server = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.once('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.on('data', (bytes: Buffer) => {
        this.passedBytes += bytes.length;
        if (this.passedBytes >= (this.breaksAtBytes[0] ?? Infinity)) {
          this.breaksAtBytes.shift();
          this.breakNow();
        } else if (!far.write(bytes)) {
          near.pause();
          far.once('drain', () => near.resume());
        }
      });
      far.pipe(near);
    });
  }

  static async open(targetPort: number): Promise<BreakableWay> {
    const way = new BreakableWay(targetPort);
    way.#server.listen(0, '127.0.0.1');
    await once(way.#server, 'listening');
    return way;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  breakNow(): void {
    this.#sockets.forEach((socket) => socket.destroy());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.breakNow();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A server that takes connections and never answers. */
export class SilentServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Somebody has asked something. */
  readonly asked: Promise<void>;

  private constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.asked = promise;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {}).once('data', () => resolve());
    });
  }

  static async open(): Promise<SilentServer> {
    const silent = new SilentServer();
    silent.#server.listen(0, '127.0.0.1');
    await once(silent.#server, 'listening');
    return silent;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sockets.forEach((socket) => socket.destroy());
    this.#server.close();
    await once(this.#server, 'close');
  }
}
