/** FFmpeg reads and writes files, whatever their paths look like, and of files nothing but videos. */
import { once } from 'node:events';
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finalizeRecording } from '../../../main/media-process/finalize.ts';
import { probeVideoFile } from '../../../main/ffmpeg/video-file.ts';
import { VideoReader } from '../../../main/picture-process/video-reader.ts';
import { footageJpegs, footagePath } from '../../support/footage-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

Log.setLevel(AV_LOG_QUIET);

const before = process.cwd();
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let requests = 0;
const server = createServer((_request, response) => {
  requests += 1;
  response.end();
});
let host = '';

// Paths that begin like an address are relative ones.
beforeAll(async () => {
  directory = await temporaryDirectory();
  process.chdir(directory.path);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await copyFile(footagePath, 'cat.mp4');
});

afterAll(async () => {
  process.chdir(before);
  server.close();
  await directory[Symbol.asyncDispose]();
});

const readers: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
  ['the media process', probeVideoFile],
  [
    'the picture process',
    async (path) => {
      await using reader = await VideoReader.open(path);
      return (await reader.pictureAt(0, 1000)).width;
    },
  ],
];

test.each(readers)('%s reads files and no addresses', async (_name, read) => {
  await expect(read('cat.mp4')).resolves.toBeDefined();
  await expect(read(join(directory.path, 'cat.mp4'))).resolves.toBeDefined();
  for (const path of [
    `http://${host}/a.mp4`,
    `http:/${host}/a.mp4`,
    `subfile,,start,0,end,0,,:${footagePath}`,
    `concat:${footagePath}`,
    `async:${footagePath}`,
    `data:video/mp4;base64,AAAA`,
  ]) {
    await expect(read(path), path).rejects.toThrow();
  }
  const inside = `http:/${host}/cat.mp4`;
  await mkdir(dirname(inside), { recursive: true });
  await copyFile(footagePath, inside);
  await expect(read(inside)).resolves.toBeDefined();
  expect(requests).toBe(0);
});

test.each(readers)('%s takes videos for videos, and nothing else', async (_name, read) => {
  const [jpeg = Buffer.alloc(0)] = footageJpegs(1);
  for (const [name, content] of Object.entries({
    'list.ffconcat': "ffconcat version 1.0\nfile 'cat.mp4'\n",
    'list.mp4': "ffconcat version 1.0\nfile 'cat.mp4'\n",
    'passwords.txt': 'cat: hunter2\n'.repeat(100),
    'picture.jpg': jpeg,
    'picture.mp4': jpeg,
    'list.m3u8': '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\ncat.mp4\n#EXT-X-ENDLIST\n',
  })) {
    await writeFile(name, content);
    await expect(read(name), name).rejects.toThrow();
  }
});

test('a recording is written to the path that was said, though it looks like an address', async () => {
  const path = `http:/${host}/out.mp4`;
  await mkdir(dirname(path), { recursive: true });
  const facts = await finalizeRecording([{ path: 'cat.mp4', offsetMilliseconds: 0 }], path);
  expect((await stat(join(directory.path, path))).size).toBe(facts.sizeBytes);
  expect(requests).toBe(0);
});
