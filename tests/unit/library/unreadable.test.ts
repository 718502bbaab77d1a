import { execFileSync } from 'node:child_process';
import { chmod, chown, cp, open, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { expect, test } from 'vitest';
import { finalizeRecording } from '../../../main/media-process/finalize.ts';
import type { PartDisk } from '../../../main/media-process/recording-part.ts';
import { probeVideoFile } from '../../../main/ffmpeg/video-file.ts';
import type { MediaFiles } from '../../../main/library/media-files.ts';
import { footagePath } from '../../support/footage-jpegs.ts';
import { TestLibrary } from '../../support/library.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

Log.setLevel(AV_LOG_QUIET);

const noon = Date.UTC(2026, 4, 1, 12);
const systemError = (code: string): Error => Object.assign(new Error(`${code}: told by the disk`), { code });

/** A disk that gives the beginning of one file and then the error. */
function failingDisk(path: string, code: string, readableBytes: number): PartDisk {
  return {
    open: async (name, flags) => {
      const file = await open(name, flags);
      return name !== path
        ? file
        : new Proxy(file, {
            get(target, property) {
              if (property === 'read') {
                return (buffer: Buffer, offset: number, length: number, position: number) =>
                  position + length > readableBytes ? Promise.reject(systemError(code)) : target.read(buffer, offset, length, position);
              }
              const value: unknown = Reflect.get(target, property, target);
              return typeof value === 'function' ? (value.bind(target) as unknown) : value;
            },
          });
    },
  };
}

/** Real joining in this process, on a disk that may be told to fail. */
class Files implements MediaFiles {
  disk: PartDisk = { open };
  error: Error | null = null;

  async finalize(...[parts, outputPath]: Parameters<MediaFiles['finalize']>): ReturnType<MediaFiles['finalize']> {
    if (this.error !== null) {
      throw this.error;
    }
    return finalizeRecording(parts, outputPath, this.disk);
  }

  probe(path: string): ReturnType<MediaFiles['probe']> {
    return probeVideoFile(path);
  }
}

/** A recording of two parts that a crash left behind. */
async function scene() {
  const media = new Files();
  const files = await TestLibrary.create({ media });
  const { recordingId, absolutePath } = await files.library.begin(files.storage, 'cat', noon, 'manual');
  const part = await files.library.addPart(recordingId, 30_000);
  await cp(footagePath, part);
  await files.reopen();
  return { media, files, recordingId, absolutePath, part, [Symbol.asyncDispose]: () => files[Symbol.asyncDispose]() };
}

test.each(['EIO', 'EACCES', 'EMFILE', 'ENOMEM'])(
  '%s while the first part is read: nothing is renamed over it or removed, and it is named',
  async (code) => {
    await using it = await scene();
    const { media, files, absolutePath, part, recordingId } = it;
    const torn = Buffer.concat([(await readFile(footagePath)).subarray(0, 3000), Buffer.alloc(3000, 7)]); // no reader finds a picture in it
    await writeFile(absolutePath, torn);
    media.disk = failingDisk(absolutePath, code, 2000);
    await files.library.recover(files.storage);
    expect(await readFile(absolutePath)).toEqual(torn);
    expect(await readFile(part)).toEqual(await readFile(footagePath));
    expect(files.library.problems).toMatchObject([
      { code: 'recording_unreadable', message: expect.stringMatching(/recordings\/cat\.mp4.*told by the disk/) },
    ]);
    expect(files.library.list({}).recordings).toMatchObject([{ recording_id: recordingId, filename: 'cat.mp4' }]);

    media.disk = { open };
    await cp(footagePath, absolutePath);
    await files.library.recover(files.storage);
    expect(files.library.problems).toEqual([]);
    expect(files.library.list({}).recordings).toMatchObject([{ recording_id: recordingId, duration: 50 }]);
  },
);

test('a small first part that cannot be read at all is no empty one', async () => {
  await using it = await scene();
  await cp(footagePath, it.absolutePath);
  it.media.error = systemError('EIO');
  await it.files.library.recover(it.files.storage);
  expect(await readFile(it.absolutePath)).toEqual(await readFile(footagePath));
  expect(it.files.library.problems).toHaveLength(1);
});

test('a real error of the disk: what seems to be empty and cannot be read stays', async () => {
  await using it = await scene();
  await rm(it.part);
  await rm(it.absolutePath);
  await symlink('/proc/self/mem', it.absolutePath); // says that it has 0 bytes, and that reading them is EIO
  await it.files.library.recover(it.files.storage);
  expect(it.files.library.problems).toMatchObject([{ message: expect.stringContaining('EIO') }]);
  expect(it.files.library.list({}).total_count).toBe(1);
});

test('what was read whole and is damaged beyond a torn beginning is not thrown away', async () => {
  await using it = await scene();
  await writeFile(it.absolutePath, Buffer.alloc(5 * 1024 * 1024, 7));
  await it.files.library.recover(it.files.storage);
  expect((await readFile(it.absolutePath)).length).toBe(5 * 1024 * 1024);
  expect(it.files.library.problems).toMatchObject([{ code: 'recording_unreadable', message: expect.stringContaining('damaged') }]);
});

/** As somebody whom permissions bind. Files of the running test belong to root then. */
async function asNobody(directory: string, work: () => Promise<void>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    for (const path of execFileSync('find', [directory, '!', '-name', 'foreign*'], { encoding: 'utf8' }).trim().split('\n')) {
      await chown(path, 65_534, 65_534);
    }
    process.seteuid?.(65_534);
  }
  try {
    await work();
  } finally {
    if (isRoot) {
      process.seteuid?.(0);
    }
  }
}

test('files of another user: a recording that may not be read stays, one that may only be read is finished', async () => {
  await using it = await scene();
  const { files, absolutePath, part } = it;
  const other = await files.library.begin(files.storage, 'foreign', noon + 1000, 'manual');
  await files.reopen();
  await cp(footagePath, other.absolutePath);
  await cp(footagePath, absolutePath);
  await chmod(absolutePath, 0o444);
  await chmod(other.absolutePath, 0o000);
  await asNobody(files.dataDirectory, async () => {
    await files.library.recover(files.storage);
  });
  expect(await readFile(other.absolutePath)).toEqual(await readFile(footagePath));
  await expect(open(part)).rejects.toThrow('ENOENT'); // joined
  expect(files.library.problems).toMatchObject([
    { code: 'recording_unreadable', message: expect.stringMatching(/recordings\/foreign\.mp4.*EACCES/) },
  ]);
  expect(files.library.list({}).total_count).toBe(2);
});

test('a sidecar that cannot be read is not replaced, and its video is listed meanwhile', async () => {
  await using it = await scene();
  const { files, recordingId, absolutePath, part } = it;
  await rm(part);
  await cp(footagePath, absolutePath);
  await files.library.recover(files.storage);
  await files.library.change(recordingId, { kept: true });
  const sidecar = files.storage.sidecar(recordingId);
  const content = await readFile(sidecar, 'utf8');
  await rename(sidecar, `${sidecar}.aside`);
  await symlink('/proc/self/mem', sidecar);
  await files.reopen(() => execFileSync('sh', ['-c', `rm -f '${files.databasePath}'*`]));
  await files.library.recover(files.storage);
  expect(files.library.list({}).recordings).toMatchObject([{ filename: 'cat.mp4', kept: true }]);
  expect(files.library.problems).toMatchObject([{ code: 'recording_unreadable', message: expect.stringContaining(`${recordingId}.json`) }]);
  await rename(`${sidecar}.aside`, sidecar);
  await files.library.recover(files.storage);
  expect(await readFile(sidecar, 'utf8')).toBe(content);
  expect(files.library.list({}).recordings).toMatchObject([{ recording_id: recordingId, kept: true, reason: 'manual' }]);
  expect(files.library.problems).toEqual([]);
});

test('pipes, devices and directories in the folder are left alone, and nobody waits for them', async () => {
  await using it = await scene();
  const { files } = it;
  await rm(it.part);
  await cp(footagePath, it.absolutePath);
  const pipes = [files.storage.file('pipe.mp4'), files.storage.hiddenFile('20260501T120000000Z-000000.json')];
  pipes.forEach((path) => execFileSync('mkfifo', [path]));
  execFileSync('mkdir', [files.storage.file('directory.mp4')]);
  await symlink('/dev/zero', files.storage.file('device.mp4'));
  await symlink(pipes[0]!, files.storage.file('link.mp4'));
  await symlink('/nowhere', files.storage.file('nowhere.mp4'));
  await symlink(footagePath, files.storage.file('elsewhere.mp4'));
  await files.library.recover(files.storage);
  expect(
    files.library
      .list({})
      .recordings.map(({ filename }) => filename)
      .sort(),
  ).toEqual(['cat.mp4', 'elsewhere.mp4']);
  expect(files.library.problems).toEqual([]);
});

test('a part that became a pipe is not waited for', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'pipe.mp4');
  execFileSync('mkfifo', [path]);
  await expect(finalizeRecording([{ path, offsetMilliseconds: 0 }], join(directory.path, 'out.mp4'))).rejects.toThrow('is not a file');
});

test.each([-86_400, 0, 1, 400_000_000_000])('a video whose file is dated %i seconds after 1970 is counted and listed', async (seconds) => {
  await using it = await scene();
  const { files } = it;
  await rm(it.part);
  await cp(footagePath, files.storage.file('old.mp4'));
  await utimes(files.storage.file('old.mp4'), seconds, seconds);
  await files.library.recover(files.storage);
  expect(files.library.list({}).recordings).toMatchObject([{ filename: 'old.mp4' }]);
  expect(files.library.list({}).total_count).toBe(1);
  expect(await files.library.usage(files.storage)).toMatchObject({ count: 1 });
  const before = files.library.list({});
  await files.reopen(() => execFileSync('sh', ['-c', `rm -f '${files.databasePath}'*`]));
  await files.library.recover(files.storage);
  expect(files.library.list({})).toEqual(before);
});
