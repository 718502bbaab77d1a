import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackupStatus } from '../../shared/backup.ts';
import { s3, startS3, startWebDav } from './backup-servers.ts';
import { addFootageRecording } from './footage-recording.ts';
import { call } from './http-client.ts';
import { startPetLog } from './petlog-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { unfinishedUploads } from './unfinished-s3-uploads.ts';
import { WebReceiver } from './web-receiver.ts';

interface KilledSendingOptions {
  readonly kills: number;
  /** Of the recordings that are copied to both places. */
  readonly sizesBytes: readonly number[];
  /** To each place. */
  readonly kilobitsPerSecond: number;
  readonly longestMilliseconds: number;
}

export interface KilledSending {
  /** After which a file was there in part. */
  readonly killsDuringUploads: number;
  /** That PetLog answered before it was killed. */
  readonly eventCount: number;
  /** Of these, how many nobody was told of. */
  readonly lostCount: number;
  /** That were told under more than one id. */
  readonly renamedCount: number;
  /** How often something was told once more. */
  readonly repeatedCount: number;
  readonly fileCount: number;
  /** What is wrong with them; empty where all are the same. */
  readonly differences: readonly string[];
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const login = { username: 'anna', password: 'secret word' } as const;
const eventsTogether = 3;
const patienceMilliseconds = 300_000;
const dayMilliseconds = 86_400_000;
const firstAtMilliseconds = Date.parse('2026-05-01T12:00:00Z');

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) {
    hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}

/** Kills PetLog again and again while it tells of events and copies recordings to WebDAV and S3, and looks what arrived. */
export async function killWhileSending(options: KilledSendingOptions): Promise<KilledSending> {
  await using directory = await temporaryDirectory();
  await using webDav = await startWebDav(join(directory.path, 'dav'), login.username, login.password);
  await using cloud = await startS3(join(directory.path, 's3'));
  const dataDirectory = join(directory.path, 'data');
  const receiver = await WebReceiver.start();
  try {
    const recordings = new Map<string, string>();
    for (const [index, sizeBytes] of options.sizesBytes.entries()) {
      const startedAtMilliseconds = firstAtMilliseconds + index * dayMilliseconds;
      const recordingId = `${new Date(startedAtMilliseconds).toISOString().replace(/[-:.]/g, '')}-00000${index}`;
      const content = randomBytes(sizeBytes);
      await addFootageRecording(dataDirectory, { recordingId, startedAtMilliseconds, isKept: true }, content);
      recordings.set(
        `${new Date(startedAtMilliseconds).toISOString().slice(0, 10)}/${recordingId}.mp4`,
        createHash('sha256').update(content).digest('hex'),
      );
    }
    const start = () =>
      startPetLog({
        dataDirectory,
        arguments: ['--allowed-targets', '127.0.0.1'],
        config: { limits: { changes_per_minute: 1_000_000, requests_per_minute: 1_000_000 }, camera: { resolution: [320, 240] } },
      });
    const answered = new Set<number>();
    let killsDuringUploads = 0;
    for (let kill = 0; kill < options.kills; kill += 1) {
      const petlog = await start();
      if (kill === 0) {
        await setUp(petlog.url, receiver.url, webDav.url, cloud.url, options.kilobitsPerSecond);
      }
      const milliseconds = Math.random() * options.longestMilliseconds;
      const happening = Promise.all(Array.from({ length: eventsTogether }, () => happen(petlog.url, (milliseconds * Math.random()) / 2)));
      await sleep(milliseconds);
      await petlog.stop('SIGKILL');
      (await happening).forEach((id) => id !== null && answered.add(id));
      await petlog[Symbol.asyncDispose]();
      const there = await readdir(webDav.directory, { recursive: true });
      killsDuringUploads += there.some((name) => name.endsWith('.part')) || (await unfinishedUploads(cloud.directory)).length > 0 ? 1 : 0;
    }

    await using petlog = await start();
    const giveUpAt = performance.now() + patienceMilliseconds;
    while (!(await isCopied(petlog.url)) || [...answered].some((id) => !idsOf(receiver).has(id))) {
      if (performance.now() > giveUpAt) {
        break;
      }
      await sleep(200);
    }
    const told = idsOf(receiver);
    const places = [join(webDav.directory, 'petlog', 'recordings'), join(cloud.directory, 'petlog', 'recordings')];
    return {
      killsDuringUploads,
      eventCount: answered.size,
      lostCount: [...answered].filter((id) => !told.has(id)).length,
      renamedCount: [...told.values()].filter((ids) => new Set(ids).size > 1).length,
      repeatedCount: [...told.values()].reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0),
      fileCount: recordings.size * places.length,
      differences: await differences(recordings, places),
    };
  } finally {
    await receiver.close();
  }
}

async function setUp(url: string, hookUrl: string, webDavUrl: string, s3Url: string, kilobitsPerSecond: number): Promise<void> {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await call(url + path, 'POST', body);
    if (answer.status !== 201) {
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  const { channel_id: channel } = await post('/alerts/channels', { kind: 'webhook', name: 'Home', url: `${hookUrl}/hook`, secret });
  await post('/alerts/rules', { name: 'All', channels: [channel], at_most_every_minutes: 0, picture: false });
  const common = { most_kbps: kilobitsPerSecond, contents: 'kept' };
  await post('/backup/targets', { name: 'NAS', kind: 'webdav', url: `${webDavUrl}/`, ...login, ...common });
  const keys = { bucket: s3.bucket, username: s3.accessKey, password: s3.secretKey };
  await post('/backup/targets', { name: 'Cloud', kind: 's3', url: s3Url, ...keys, ...common });
}

/** Logs an event after a while. Its id; null where PetLog was killed before it answered. */
async function happen(url: string, afterMilliseconds: number): Promise<number | null> {
  await sleep(afterMilliseconds);
  const answer = await call(`${url}/event`, 'POST', { event_type: 'playing', duration: 3 }).catch(() => null);
  return answer?.status === 200 ? Number(answer.body['event_id']) : null;
}

/** Ids under which each event was told. */
function idsOf(receiver: WebReceiver): Map<number, string[]> {
  const told = new Map<number, string[]>();
  for (const { body, headers } of receiver.requests) {
    const { data } = JSON.parse(body.toString()) as { data: { event_id: number } };
    told.set(data.event_id, [...(told.get(data.event_id) ?? []), String(headers['webhook-id'])]);
  }
  return told;
}

async function isCopied(url: string): Promise<boolean> {
  const { targets } = BackupStatus.parse((await call(`${url}/backup/status`)).body);
  return targets.every(({ waiting_count: waiting, copied_count: copied }) => waiting === 0 && copied > 0);
}

async function differences(recordings: ReadonlyMap<string, string>, places: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const place of places) {
    const files = await readdir(place, { recursive: true });
    found.push(...files.filter((name) => name.endsWith('.part')).map((name) => `${join(place, name)} was left there`));
    for (const [name, hash] of recordings) {
      // s3rver calls the file of a key so.
      const path = join(place, files.includes(name) ? name : `${name}._S3rver_object`);
      if ((await hashOf(path).catch(String)) !== hash) {
        found.push(`${path} is not what was recorded`);
      }
    }
  }
  return found;
}
