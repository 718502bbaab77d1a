import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import sharp from 'sharp';
import { temporaryDirectory } from './temporary-directory.ts';

/** Twice in two seconds, with pauses that differ, so that one cannot be taken for the next. It knows nothing of what is around it here. */
function isLight(milliseconds: number): boolean {
  const at = milliseconds % 2000;
  return at < 200 || (at >= 800 && at < 1000);
}

/** Light begins and ends with one of these. */
const pictureMilliseconds = 50;

/** What stands in for the program of ALSA: what a microphone hears in that room, as it is heard. */
const arecord = `#!${process.execPath}
const isOn = ${isLight.toString()};
const perMillisecond = 48;
const startedAt = Date.now();
let told = 0;
setInterval(() => {
  const until = (Date.now() - startedAt) * perMillisecond;
  const samples = Buffer.alloc(Math.max(0, until - told) * 2);
  for (let index = 0; index * 2 < samples.length; index += 1) {
    const milliseconds = startedAt + (told + index) / perMillisecond;
    samples.writeInt16LE(isOn(milliseconds) ? Math.round(16000 * Math.sin((2 * Math.PI * (told + index)) / perMillisecond)) : 0, index * 2);
  }
  told += samples.length / 2;
  process.stdout.write(samples);
}, 10);
process.stdout.on('error', () => process.exit(0));
`;

export interface FlashingRoom extends AsyncDisposable {
  /** Motion JPEG over HTTP. */
  readonly cameraUrl: string;
  /** Where the stand-in is found first. */
  readonly path: string;
}

/** A dark and silent room, in which there is light while a tone is heard: seen by a camera, and heard by a microphone of this machine. */
export async function startFlashingRoom(): Promise<FlashingRoom> {
  await using parts = new AsyncDisposableStack();
  const directory = parts.use(await temporaryDirectory());
  await writeFile(join(directory.path, 'arecord'), arecord);
  await chmod(join(directory.path, 'arecord'), 0o755);
  const [dark, light] = await Promise.all(
    ['#000', '#fff'].map((background) =>
      sharp({ create: { width: 320, height: 180, channels: 3, background } })
        .jpeg()
        .toBuffer(),
    ),
  );
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=picture' });
    let timer: NodeJS.Timeout;
    const show = (): void => {
      const now = Date.now();
      const picture = (isLight(now) ? light : dark)!;
      response.write(`--picture\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`);
      response.write(picture);
      response.write('\r\n');
      timer = setTimeout(show, pictureMilliseconds - (now % pictureMilliseconds));
    };
    show();
    response.on('close', () => clearTimeout(timer));
  });
  parts.defer(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const kept = parts.move();
  return {
    cameraUrl: `http://127.0.0.1:${port}/room`,
    path: [directory.path, process.env['PATH'] ?? ''].join(delimiter),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
