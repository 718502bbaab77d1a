import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { FileRefusal, type FilePlaces, isBelow, openEnteredFile } from '../../../main/files/entered-file.ts';
import { footageJpegs, footagePath } from '../../support/footage-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** The kind of a file, or why it is refused. */
async function look(path: string, places: FilePlaces): Promise<string> {
  try {
    await using file = await openEnteredFile(path, places);
    return file.kind;
  } catch (error) {
    expect(error).toBeInstanceOf(FileRefusal);
    return (error as FileRefusal).message.replaceAll(path, 'FILE');
  }
}

const outside = 'FILE is not below a directory of security.allowed_directories';

test('a path below a directory is below it as it is written, and no other', () => {
  const directories = ['/srv/videos', '/media/'];
  expect(['/srv/videos/cat.mp4', '/srv//videos/./a/b.mp4', '/media/x'].map((path) => isBelow(path, directories))).toEqual([
    true,
    true,
    true,
  ]);
  const others = [
    '/srv/videos',
    '/srv/videos2/a',
    '/srv/videos/../etc/passwd',
    '/srv/videos/..',
    'srv/videos/a',
    './srv/videos/a',
    '/etc/passwd',
    'http://srv/videos/a',
    '',
    '/srv/videos/a\0b',
  ];
  expect(others.filter((path) => isBelow(path, directories))).toEqual([]);
  expect(isBelow('/srv/videos/a', [])).toBe(false);
});

test('files elsewhere are refused, and whether they are there is not told', async () => {
  await using directory = await temporaryDirectory();
  const allowed = join(directory.path, 'allowed');
  await mkdir(allowed);
  await copyFile(footagePath, join(directory.path, 'secret.mp4'));
  await copyFile(footagePath, join(allowed, 'cat.mp4'));
  expect(await look(join(allowed, 'cat.mp4'), [allowed])).toBe('mp4');
  expect(await look(join(directory.path, 'secret.mp4'), [allowed])).toBe(outside);
  expect(await look(join(directory.path, 'missing.mp4'), [allowed])).toBe(outside);
  expect(await look(`${allowed}/../secret.mp4`, [allowed])).toBe(outside);
  expect(await look(join(allowed, 'cat.mp4'), [])).toBe(outside);
  expect(await look(join(directory.path, 'secret.mp4'), 'anywhere')).toBe('mp4');
});

test('links lead nowhere else, whichever part of the path they are; the directory itself may be one', async () => {
  await using directory = await temporaryDirectory();
  const at = (name: string): string => join(directory.path, name);
  await mkdir(at('disk'));
  await mkdir(at('private'));
  await copyFile(footagePath, at('disk/cat.mp4'));
  await copyFile(footagePath, at('private/secret.mp4'));
  await symlink(at('disk'), at('allowed'));
  await symlink(at('private/secret.mp4'), at('disk/file-link.mp4'));
  await symlink(at('private'), at('disk/directory-link'));
  await symlink('cat.mp4', at('disk/inner-link.mp4'));
  await symlink('/proc/self/environ', at('disk/environment'));
  const places = [at('allowed')];
  expect(await look(at('allowed/cat.mp4'), places)).toBe('mp4');
  expect(await look(at('allowed/inner-link.mp4'), places)).toBe('mp4');
  const leadsOut = 'FILE leads out of the directories of security.allowed_directories';
  expect(await look(at('allowed/file-link.mp4'), places)).toBe(leadsOut);
  expect(await look(at('allowed/directory-link/secret.mp4'), places)).toBe(leadsOut);
  expect(await look(at('allowed/environment'), places)).not.toBe('mp4');
});

test('the file that was looked at is the one that is read, whatever takes its place', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'cat.mp4');
  await copyFile(footagePath, path);
  await writeFile(join(directory.path, 'secret.mp4'), 'secret');
  await using file = await openEnteredFile(path, [directory.path]);
  await rename(join(directory.path, 'secret.mp4'), path);
  expect((await readFile(file.path)).equals(await readFile(footagePath))).toBe(true);
});

test('videos are of their kind, whatever they are called; everything else is none', async () => {
  await using directory = await temporaryDirectory();
  const file = async (name: string, content: Buffer | string): Promise<string> => {
    await writeFile(join(directory.path, name), content);
    return look(join(directory.path, name), [directory.path]);
  };
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = footageJpegs(2);
  const packets = Buffer.alloc(188 * 3);
  packets[0] = packets[188] = packets[376] = 0x47;
  const bluRay = Buffer.alloc(192 * 3);
  bluRay[4] = bluRay[196] = bluRay[388] = 0x47;
  expect(await file('a.txt', await readFile(footagePath))).toBe('mp4');
  expect(await file('b', Buffer.from('1a45dfa3a3428681', 'hex'))).toBe('matroska');
  expect(await file('c', 'RIFF\0\0\0\0AVI LIST')).toBe('avi');
  expect(await file('d', Buffer.from('000001ba44000000', 'hex'))).toBe('mpeg_program_stream');
  expect(await file('e', packets)).toBe('mpeg_transport_stream');
  expect(await file('f', bluRay)).toBe('mpeg_transport_stream');
  expect(await file('g.h264', Buffer.from('0000000127640028', 'hex'))).toBe('elementary_stream');
  expect(await file('h', Buffer.concat([first, second]))).toBe('mjpeg');
  const none = /^FILE is not a video file; MP4, .* are$/;
  for (const [name, content] of Object.entries({
    'passwords.mp4': 'cat:hunter2\n'.repeat(500),
    'short.mp4': 'x',
    'list.m3u8': '#EXTM3U\n#EXTINF:5,\nhttp://host/x.ts\n',
    'list.ffconcat': "ffconcat version 1.0\nfile '/etc/passwd'\n",
    'page.sdp': 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5000 RTP/AVP 96\n',
    'picture.png': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    'picture.webp': 'RIFF\0\0\0\0WEBPVP8 ',
    'picture.heic': '\0\0\0\x18ftypheic\0\0\0\0',
    'picture.avif': '\0\0\0\x18ftypavif\0\0\0\0',
    'database.db': 'SQLite format 3\0',
    'key.pem': '-----BEGIN PRIVATE KEY-----\n',
    zeros: Buffer.alloc(4096),
  })) {
    expect([name, await file(name, content)]).toEqual([name, expect.stringMatching(none)]);
  }
  const withSizes = Buffer.concat([Buffer.from('ffd8ffe2000a', 'hex'), Buffer.from('MPF\0\0\0\0\0'), first.subarray(2), second]);
  for (const picture of [first, withSizes]) {
    expect(await file('picture.jpg', picture)).toMatch(/^FILE is a picture, not a video file/);
    expect(await look(join(directory.path, 'picture.jpg'), 'anywhere')).toBe('mjpeg');
  }
  expect(await file('empty', '')).toBe('the file FILE is empty');
});

test('what is no file is not opened', async () => {
  await using directory = await temporaryDirectory();
  const pipe = join(directory.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await look(pipe, [directory.path])).toBe('FILE is not a file');
  expect(await look(directory.path, 'anywhere')).toBe('FILE is not a file');
  expect(await look('/dev/zero', 'anywhere')).toBe('FILE is not a file');
  expect(await look(join(directory.path, 'missing'), [directory.path])).toBe('there is no file FILE');
});
