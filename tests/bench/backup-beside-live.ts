import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { BackupStatus, confirmedCharacters } from '../../shared/backup.ts';
import { s3, startS3 } from '../support/backup-servers.ts';
import { addFootageRecording } from '../support/footage-recording.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import type { BesideLive } from './backup-results.ts';
import { LoadClient } from './load.ts';
import type { LoadResult } from './load-plan.ts';

interface BesideLiveOptions {
  readonly viewers: number;
  readonly rounds: number;
  readonly secondsPerRun: number;
  readonly kilobitsPerSecond: number;
}

const warmUpSeconds = 3;
const pollMilliseconds = 100;
const startedAtMilliseconds = Date.parse('2026-05-01T12:00:00Z');

/** What an encrypted upload by PetLog as built changes for those who watch its camera. */
export async function measureBesideLive(options: BesideLiveOptions): Promise<BesideLive> {
  const { viewers, rounds, secondsPerRun, kilobitsPerSecond } = options;
  await using directory = await temporaryDirectory();
  await using server = await startS3(join(directory.path, 'server'));
  const dataDirectory = join(directory.path, 'data');
  // Too much to be there before the end.
  const sizeBytes = Math.ceil(rounds * (secondsPerRun + 4 * warmUpSeconds) * kilobitsPerSecond * 125 * 1.5);
  const recordingId = '20260501T120000000Z-000001';
  await addFootageRecording(dataDirectory, { recordingId, startedAtMilliseconds, isKept: true }, randomBytes(sizeBytes));
  await using petlog = await startPetLog({
    // As the package starts it.
    command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
    environment: frugalEnvironment,
    dataDirectory,
    arguments: ['--allowed-targets', '127.0.0.1'],
    config: { camera: { resolution: [1280, 720], frame_rate: 15 }, limits: { viewers: viewers + 2, viewers_per_address: viewers + 2 } },
  });
  const ask = async (path: string, method = 'GET', body?: object): Promise<Record<string, unknown>> => {
    const answer = await call(petlog.url + path, method, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  const place = { kind: 's3', url: server.url, bucket: s3.bucket, username: s3.accessKey, password: s3.secretKey };
  const target = { name: 'Cloud', ...place, most_kbps: kilobitsPerSecond, enabled: false };
  const address = `/backup/targets/${String((await ask('/backup/targets', 'POST', target))['target_id'])}`;
  const { key } = await ask(`${address}/key`, 'POST');
  await ask(`${address}/key/confirm`, 'POST', { last_characters: String(key).slice(-confirmedCharacters) });

  const isSending = async (): Promise<boolean> => BackupStatus.parse(await ask('/backup/status')).targets[0]?.sending !== null;
  const client = new LoadClient();
  const run = async (isBeside: boolean): Promise<LoadResult> => {
    await ask(address, 'PATCH', { enabled: isBeside });
    while ((await isSending()) !== isBeside) {
      await delay(pollMilliseconds);
    }
    const port = Number(new URL(petlog.url).port);
    const plan = { port, path: '/live/stream', viewers, slowReadersBytesPerSecond: [], warmUpSeconds, seconds: secondsPerRun };
    const { load } = await client.run(plan, petlog.child.pid ?? 0);
    if ((await isSending()) !== isBeside || load.lostViewers > 0) {
      throw new Error('the upload ended before the measurement, or viewers were lost');
    }
    return load;
  };
  const results: BesideLive = {
    viewers,
    rounds,
    secondsPerRun,
    p99WithoutMilliseconds: [],
    p99BesideMilliseconds: [],
    leastShareBeside: 1,
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const isBeside of round % 2 === 0 ? [false, true] : [true, false]) {
        const { latencyP99Milliseconds, picturesPerViewer, cameraPictures } = await run(isBeside);
        results[isBeside ? 'p99BesideMilliseconds' : 'p99WithoutMilliseconds'].push(latencyP99Milliseconds ?? NaN);
        if (isBeside) {
          results.leastShareBeside = Math.min(results.leastShareBeside, (picturesPerViewer[0] ?? 0) / (cameraPictures ?? NaN));
        }
      }
    }
  } finally {
    await client.close();
  }
  return results;
}
