/**
 * `npm run soak`: PetLog through a long day in short.
 *
 *     node tests/soak/soak.ts [--minutes 20] [--seed N] [--source]
 *
 * Again and again viewers come and go, the camera dies, hangs and talks rubbish,
 * the media process is killed, recordings start and stop, settings change; then
 * everybody leaves, and PetLog has to hold nothing that it did not hold before.
 * At the end every recording is decoded, and the event log has to explain every
 * loss. The exit code is 0 when all that is so, else 1.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { processTree } from '../bench/process-usage.ts';
import { slope } from '../bench/statistics.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { EventLog } from './event-log.ts';
import { checkRecordings, explainLosses } from './judgement.ts';
import { leaksOf, type Rest, takeRest } from './rest.ts';
import { randomFrom } from './random.ts';
import { isMediaProcess, Story } from './story.ts';
import { Visitors } from './visitors.ts';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    source: { type: 'boolean', default: false },
  },
});
const minutes = Number(options.minutes);
/** Below that a slope is noise. */
const minutesForSlope = 10;
const mostMegabytesADay = 10;
const visitorCount = 8;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Growth in 24 hours as the line through the rests has it, leaving out the first half, in which caches fill. */
function projectDay(rests: readonly Rest[], read: (rest: Rest) => number): number {
  const settled = rests.slice(Math.floor(rests.length / 2));
  return slope(settled.map((rest) => [rest.atMinutes, read(rest)])) * 24 * 60;
}

async function soak(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-soak-'));
  const memoryFile = join(directory, 'memory.txt');
  const random = randomFrom(Number(options.seed));
  const program = options.source ? 'main/headless.ts' : builtHeadlessProgram;
  const preload = fileURLToPath(new URL('./collect-garbage.ts', import.meta.url));
  await using camera = await FakeCamera.install(['rpicam-vid']);
  await using petlog = await startPetLog({
    command: [process.execPath, ...frugalNodeArguments, '--expose-gc', '--import', preload, program],
    arguments: ['--camera', 'rpicam'],
    config: { camera: { idle_stop_seconds: 0 }, recording: { min_free_mb: 1 } },
    environment: {
      ...frugalEnvironment,
      PATH: camera.environment().PATH ?? '',
      SOAK_MEMORY_FILE: memoryFile,
      PETLOG_LIMITS_VIEWERS_PER_ADDRESS: '200',
      PETLOG_LIMITS_REQUESTS_PER_MINUTE: '1000000',
    },
  });
  const log = new EventLog(petlog.child.stderr);
  const visitors = new Visitors(petlog.url, random);
  const story = new Story({
    url: petlog.url,
    log,
    random,
    behave: (behaviour) => camera.behave(behaviour),
    cameraPid: async () => (await camera.starts()).at(-1)?.pid ?? 0,
    mediaPid: () => processTree(petlog.child.pid as number).find(isMediaProcess) ?? null,
  });
  const failures: string[] = [];
  const rests: Rest[] = [];
  const startedAt = performance.now();
  say(`seed ${options.seed}, ${minutes} minutes`);
  for (let cycle = 0; performance.now() - startedAt < minutes * 60_000 && petlog.child.exitCode === null; cycle += 1) {
    visitors.start(visitorCount);
    failures.push(...(await story.tell(cycle)));
    await delay(random() * 1000);
    await visitors.stop();
    const rest = await takeRest(petlog, memoryFile, startedAt, rests[0]);
    rests.push(rest);
    failures.push(...leaksOf(rest, rests[0] as Rest).map((leak) => `after cycle ${cycle + 1}: ${leak}`));
    say(
      `${rest.atMinutes.toFixed(1)} min: ${visitors.visits} visits, ${visitors.pictures} pictures, ${story.faults.length} faults, ${story.recordings.length} recordings; ` +
        `${rest.liveMegabytes.toFixed(2)} MB live, ${rest.residentMegabytes.toFixed(0)} MB resident, ${rest.openFiles} files`,
    );
  }
  failures.push(...explainLosses({ log, faults: story.faults, lostViewers: visitors.lost }), ...visitors.failedCalls);
  failures.push(...(await checkRecordings(story.recordings, log, petlog.dataDirectory)));
  const exit = await petlog.stop();
  if (exit.code !== 0) {
    failures.push(`PetLog ended with ${exit.code ?? exit.signal}`);
  }
  const perDay = projectDay(rests, (rest) => rest.liveMegabytes);
  const residentPerDay = projectDay(rests, (rest) => rest.residentMegabytes);
  say(`memory by the slope of ${rests.length} rests: ${perDay.toFixed(1)} MB live and ${residentPerDay.toFixed(1)} MB resident in 24 h`);
  if (minutes < minutesForSlope) {
    say(`(below ${minutesForSlope} minutes that says nothing)`);
  } else if (perDay > mostMegabytesADay) {
    failures.push(`memory would grow by ${perDay.toFixed(1)} MB in 24 h, more than ${mostMegabytesADay}`);
  }
  await rm(directory, { recursive: true, force: true });
  return failures;
}

const failures = await soak();
say(failures.length === 0 ? 'all is well' : failures.map((failure) => `FAILED: ${failure}`).join('\n'));
process.exitCode = failures.length === 0 ? 0 : 1;
