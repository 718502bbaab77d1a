import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { BackupStatus } from '../../shared/backup.ts';
import { type BackupServer, s3, startS3, startWebDav } from './backup-servers.ts';
import { call } from './http-client.ts';
import { runPetLog, type RunningPetLog } from './running-petlog.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const footage = fileURLToPath(new URL('../support/cat-visit-720p15.mp4', import.meta.url));
export const recordingId = '20260501T120000000Z-000001';
export const startedAt = '2026-05-01T12:00:00.000Z';
export const patience = { timeout: 60_000, interval: 100 } as const;

/** @param content in the place of a video */
export async function addRecording(dataDirectory: string, isKept: boolean, content?: Buffer): Promise<void> {
  const storage = new StorageDirectory(dataDirectory, 'recordings');
  await mkdir(storage.hiddenFile('.'), { recursive: true });
  const filename = 'Luna jumps.mp4';
  await (content === undefined ? copyFile(footage, storage.file(filename)) : writeFile(storage.file(filename), content));
  const recording = {
    recordingId,
    filename,
    directory: storage.relativePath,
    startedAtMilliseconds: Date.parse(startedAt),
    durationMilliseconds: 20_000,
    sizeBytes: content?.length ?? (await stat(footage)).size,
    widthPixels: 1280,
    heightPixels: 720,
    clock: 'synchronized',
    frameRate: 15,
    cameraId: 'main',
    preRollMilliseconds: 0,
    reason: 'manual',
    isKept,
    name: 'Luna jumps',
    note: '',
    state: 'finished',
    pictures: 'missing',
  } as const;
  await writeSidecar(storage.sidecar(recordingId), { recording, furtherParts: [] });
}

/** What a place has that its server does not admit. */
export const wrongLogins = {
  webdav: { username: 'nobody', password: 'wrong word' },
  s3: { username: 'nobody', password: 'wrong word' },
  rclone: { remote: 'locked' },
} as const;

export const statusOf = async ({ url }: RunningPetLog): Promise<BackupStatus> =>
  BackupStatus.parse((await call(`${url}/backup/status`, 'GET')).body);

export async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

export const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export async function listed(petlog: RunningPetLog, count: number): Promise<void> {
  await expect.poll(async () => (await call(`${petlog.url}/recordings`, 'GET')).body['total_count'], patience).toBe(count);
}

type Directory = Awaited<ReturnType<typeof temporaryDirectory>>;

/** A server that is running, and how PetLog is told of it. */
interface Place<Target> {
  readonly server: BackupServer;
  readonly target: Target & { readonly name: string; readonly kind: string };
}

interface Login {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

interface BackupStage {
  readonly old: Directory;
  readonly card: Directory;
  /** Where the servers have their files. */
  readonly there: Directory;
  /** Are stopped after the test. */
  readonly running: RunningPetLog[];
  start(dataDirectory: string): Promise<RunningPetLog>;
  stop(petlog: RunningPetLog): Promise<void>;
  readonly targets: {
    webdav(): Promise<Place<Login>>;
    s3(): Promise<Place<Login & { readonly bucket: string }>>;
    /** Remotes that the owner of the machine made. */
    rclone(): Promise<Place<{ readonly remote: string }>>;
  };
}

/** Data directories of an old SD card and a new one, and places for copies, which end with each test. */
export function backupStage(): BackupStage {
  let old: Awaited<ReturnType<typeof temporaryDirectory>>;
  let card: Awaited<ReturnType<typeof temporaryDirectory>>;
  let there: Awaited<ReturnType<typeof temporaryDirectory>>;
  const running: RunningPetLog[] = [];
  const servers: BackupServer[] = [];

  beforeEach(async () => {
    old = await temporaryDirectory();
    card = await temporaryDirectory();
    there = await temporaryDirectory();
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await Promise.all(running.splice(0).map((petlog) => petlog.stop()));
    await Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]()));
    await Promise.all([old, card, there].map((directory) => directory[Symbol.asyncDispose]()));
  });

  async function start(dataDirectory: string): Promise<RunningPetLog> {
    const petlog = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_ALLOWED_TARGETS: '127.0.0.1' }, { dataDirectory });
    running.push(petlog);
    return petlog;
  }

  async function stop(petlog: RunningPetLog): Promise<void> {
    running.splice(running.indexOf(petlog), 1);
    await petlog.stop();
  }

  const targets = {
    async webdav() {
      const server = await startWebDav(join(there.path, 'dav'), 'anna', 'secret word');
      servers.push(server);
      return { server, target: { name: 'NAS', kind: 'webdav', url: `${server.url}/`, username: 'anna', password: 'secret word' } };
    },
    async s3() {
      const server = await startS3(join(there.path, 's3'));
      servers.push(server);
      return {
        server,
        target: { name: 'Cloud', kind: 's3', url: server.url, bucket: s3.bucket, username: s3.accessKey, password: s3.secretKey },
      };
    },
    /** Remotes that the owner of the machine made. */
    async rclone() {
      const { server } = await targets.webdav();
      const configurations = join(there.path, 'configurations');
      const obscured = (password: string): string => execFileSync('rclone', ['obscure', password], { encoding: 'utf8' }).trim();
      const dav = (password: string): string =>
        `type = webdav\nurl = ${server.url}\nvendor = other\nuser = anna\npass = ${obscured(password)}\n`;
      await mkdir(join(configurations, 'rclone'), { recursive: true });
      await writeFile(
        join(configurations, 'rclone', 'rclone.conf'),
        [
          `[nas]\n${dav('secret word')}`,
          `[locked]\n${dav('wrong word')}`,
          `[sealed]\ntype = crypt\nremote = nas:sealed\nfilename_encryption = off\npassword = ${obscured('another word')}\n`,
          '[machine]\ntype = local\n',
          `[behind]\ntype = crypt\nremote = ${there.path}\npassword = ${obscured('another word')}\n`,
        ].join('\n'),
      );
      vi.stubEnv('XDG_CONFIG_HOME', configurations);
      return { server, target: { name: 'Remote', kind: 'rclone', remote: 'nas' } };
    },
  } as const;

  return {
    get old() {
      return old;
    },
    get card() {
      return card;
    },
    get there() {
      return there;
    },
    running,
    start,
    stop,
    targets,
  };
}
