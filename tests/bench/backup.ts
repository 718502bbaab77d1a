/**
 * What copying elsewhere costs: `npm run bench:backup`.
 *
 *     node tests/bench/backup.ts [--megabytes 200] [--seconds 60] [--rounds 3] [--json FILE] [--save]
 *
 * Sends a file in parts to a server that speaks S3 over a way that breaks five times, plain and encrypted, and says
 * how much more than the file passed; then sends for some seconds at 10 Mbit/s, and says the processor time and the
 * resident memory beyond rest of the process that sends; then what such an upload changes for those who watch live.
 * Exits with 1 where a target is missed. Takes PetLog as it was built; --save renews docs/benchmarks.md.
 */
import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { BandwidthLimit } from '../../main/backup/bandwidth-limit.ts';
import type { PartialUpload } from '../../main/backup/backup-store.ts';
import { RemoteFiles } from '../../main/backup/remote-files.ts';
import { partBytes, S3Store } from '../../main/backup/s3-store.ts';
import { SealedStore } from '../../main/backup/sealed-store.ts';
import { makeKey } from '../../main/backup/sealing/age-file.ts';
import { EnteredAddresses } from '../../main/network/entered-address.ts';
import { BufferCollector } from '../../main/system/buffer-collector.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { BreakableWay, s3, startS3 } from '../support/backup-servers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { measureBesideLive } from './backup-beside-live.ts';
import { type BackupReport, backupSection, backupTargets, type BrokenWay, type SendingCost } from './backup-results.ts';
import { describeMachine } from './machine.ts';
import { saveReport } from './report.ts';

const breaks = 5;
const viewers = 10;
const liveSeconds = 15;
const kilobitsPerSecond = 10_000;
const signal = new AbortController().signal;
const buffers = new BufferCollector();
const addresses = new EnteredAddresses({ allowedTargets: () => ['127.0.0.1'], ownPorts: () => [], ownAddresses: () => [] });

function open(url: string, recipient: string, identity: string, mostKilobits = 0): SealedStore {
  const place = { url, folder: 'bench', bucket: s3.bucket, region: 'us-east-1', accessKeyId: s3.accessKey, secretAccessKey: s3.secretKey };
  const files = new RemoteFiles(addresses, new BandwidthLimit(createSystemClock(), () => mostKilobits, buffers), createSystemClock());
  return new SealedStore(new S3Store(place, files), { recipient, identity });
}

async function hashOf(pieces: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    hash.update(piece);
  }
  return hash.digest('hex');
}

async function writeRandom(path: string, sizeBytes: number): Promise<void> {
  const pieces = function* (): Generator<Buffer> {
    for (let left = sizeBytes; left > 0; left -= 1_000_000) {
      yield randomBytes(Math.min(left, 1_000_000));
    }
  };
  await pipeline(pieces, createWriteStream(path));
}

async function overBrokenWay(path: string, port: number, isEncrypted: boolean): Promise<BrokenWay> {
  await using way = await BreakableWay.open(port);
  const { size: sizeBytes } = await stat(path);
  way.breaksAtBytes.push(...Array.from({ length: breaks }, (_, index) => Math.round((sizeBytes * (index + 0.73)) / breaks)));
  const { identity, recipient } = await makeKey();
  let earlier: PartialUpload | null = null;
  let attempts = 0;
  for (let isSent = false; !isSent && attempts <= 3 * breaks; attempts += 1) {
    const store = open(way.url, isEncrypted ? recipient : '', identity);
    const keep = (upload: PartialUpload | null): void => void (earlier = upload);
    isSent = await store
      .send('film.mp4', { path, sizeBytes }, { earlier, keep, sent: () => {}, isStored: () => false, stored: () => {}, signal })
      .then(
        () => true,
        () => false,
      );
    store.close();
  }
  const moreBytes = way.passedBytes - sizeBytes;
  const store = open(way.url, '', identity);
  await store.list('', signal);
  const isSame = (await hashOf(await store.read('film.mp4', signal))) === (await hashOf(createReadStream(path)));
  await store.remove('film.mp4', signal);
  store.close();
  return { isEncrypted, breaks: attempts - 1, morePartsEachBreak: moreBytes / partBytes / breaks, isIdentical: isSame };
}

/** In a process that does nothing else. */
async function measure(url: string, path: string, isEncrypted: boolean): Promise<SendingCost> {
  const { identity, recipient } = await makeKey();
  const small = open(url, isEncrypted ? recipient : '', identity, 0);
  const options = { earlier: null, keep: () => {}, sent: () => {}, isStored: () => false, stored: () => {}, signal };
  await small.send('warm', { bytes: randomBytes(1000) }, options);
  small.close();
  const restBytes = process.memoryUsage.rss();
  let mostResidentBytes = restBytes;
  const watch = setInterval(() => (mostResidentBytes = Math.max(mostResidentBytes, process.memoryUsage.rss())), 200);
  const begin = { processor: process.cpuUsage(), at: performance.now() };
  const store = open(url, isEncrypted ? recipient : '', identity, kilobitsPerSecond);
  await store.send('long', { path, sizeBytes: (await stat(path)).size }, options);
  store.close();
  clearInterval(watch);
  const used = process.cpuUsage(begin.processor);
  return {
    isEncrypted,
    processorPercent: (used.user + used.system) / 10 / (performance.now() - begin.at),
    residentMegabytes: (mostResidentBytes - restBytes) / 1e6,
  };
}

async function costOf(url: string, path: string, isEncrypted: boolean): Promise<SendingCost> {
  const child = fork(fileURLToPath(import.meta.url), ['--measure', url, path, String(isEncrypted)], {
    // As the package starts it.
    execArgv: [...process.execArgv, ...frugalNodeArguments],
    env: { ...process.env, ...frugalEnvironment },
  });
  const [cost] = (await once(child, 'message')) as [SendingCost];
  return cost;
}

async function measureAll(): Promise<void> {
  const { values } = parseArgs({
    options: {
      megabytes: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '60' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'string' },
      save: { type: 'boolean', default: false },
    },
  });
  const megabytes = Number(values.megabytes);
  const broken: BrokenWay[] = [];
  const costs: SendingCost[] = [];
  {
    await using directory = await temporaryDirectory();
    await using server = await startS3(join(directory.path, 'server'));
    const [large, long] = [join(directory.path, 'large'), join(directory.path, 'long')];
    await writeRandom(large, megabytes * 1_000_000);
    await writeRandom(long, (Number(values.seconds) * kilobitsPerSecond * 1000) / 8);
    for (const isEncrypted of [false, true]) {
      broken.push(await overBrokenWay(large, server.port, isEncrypted));
      costs.push(await costOf(server.url, long, isEncrypted));
    }
  }
  const report: BackupReport = {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    megabytes,
    kilobitsPerSecond,
    broken,
    costs,
    live: await measureBesideLive({ viewers, rounds: Number(values.rounds), secondsPerRun: liveSeconds, kilobitsPerSecond }),
    load: loadavg()[0] ?? NaN,
  };
  console.log(backupSection(report));
  if (values.json !== undefined) {
    await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (values.save) {
    await saveReport({ backup: report });
  }
  process.exitCode = backupTargets(report).every(({ isMet }) => isMet === true) ? 0 : 1;
}

const [first, url = '', path = '', isEncrypted = ''] = process.argv.slice(2);
if (first === '--measure') {
  process.send?.(await measure(url, path, isEncrypted === 'true'));
  process.disconnect();
} else {
  await measureAll();
}
