/**
 * `npm run bench`: how many can watch, at what cost, and how late.
 *
 *     node tests/bench/live.ts [--quick] [--viewers 1,100] [--fps 30] [--seconds 6] [--rounds 3]
 *                              [--only PetLog,bare] [--patience 0] [--source] [--json FILE] [--save]
 *
 * PetLog and the bare Node fan-out take turns within each round, so that what
 * else the machine does hits both. --source takes PetLog as it is, not as it
 * was built; --save renews docs/benchmarks.md. On a machine that others use too,
 * --patience says for how many seconds each measurement may wait for a quiet
 * moment, and be repeated when it was disturbed; the least disturbed one counts.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LoadClient, type Measurement } from './load.ts';
import { describeMachine } from './machine.ts';
import { leastShare, type LiveReport, type LiveResult, marginalCpu, type SlowReaderRow, summarize } from './live-results.ts';
import { liveTable, liveTargets, slowReaderTable } from './live-tables.ts';
import { writePictures } from './pictures.ts';
import { machineBusyMilliseconds } from './process-usage.ts';
import { saveReport } from './report.ts';
import { median } from './statistics.ts';
import { type Subject, type SubjectKind, subjectKinds } from './subjects.ts';
import { targetTable } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    viewers: { type: 'string' },
    fps: { type: 'string' },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    patience: { type: 'string', default: '0' },
    source: { type: 'boolean', default: false },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const numbers = (text: string): number[] => text.split(',').map(Number);
const viewerCounts = numbers(options.viewers ?? (options.quick ? '1,100' : '1,10,50,100,500'));
const rates = numbers(options.fps ?? (options.quick ? '30' : '15,30'));
const seconds = Number(options.seconds ?? (options.quick ? 3 : 6));
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
/** New viewers are looked at closely for three seconds; what they cost then is not what they cost. */
const warmUpSeconds = 4;
/** What the kernel and idle programs use anyway. */
const quietCores = 0.4;
const slowRates = [10_000, 500_000];
const viewersBesideSlowReader = 99;

function isWanted({ name }: SubjectKind): boolean {
  return options.only === undefined || options.only.split(',').some((part) => name.toLowerCase().includes(part.toLowerCase()));
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Waits until a whole second was quiet. */
async function untilQuiet(deadline: number): Promise<void> {
  let busyCores = Number.POSITIVE_INFINITY;
  while (busyCores > quietCores && performance.now() < deadline) {
    const before = machineBusyMilliseconds();
    await delay(1000);
    busyCores = (machineBusyMilliseconds() - before) / 1000;
  }
}

class LiveBenchmark {
  readonly #client = new LoadClient();
  readonly #subjects = new Set<Subject>();

  /** Ends what runs, in the middle of it too. */
  async close(): Promise<void> {
    await Promise.all([...this.#subjects].map((subject) => subject.close()));
    await this.#client.close();
  }

  async #start(kind: SubjectKind, file: string, framesPerSecond: number): Promise<Subject> {
    const { close, ...subject } = await kind.start(file, framesPerSecond);
    const tracked: Subject = {
      ...subject,
      close: () => {
        this.#subjects.delete(tracked);
        return close();
      },
    };
    this.#subjects.add(tracked);
    return tracked;
  }

  async measure(subject: Subject, viewers: number, slowReadersBytesPerSecond: readonly number[] = []): Promise<Measurement> {
    const { port, path, pid } = subject;
    const deadline = performance.now() + Number(options.patience) * 1000;
    let best: Measurement | null = null;
    do {
      await untilQuiet(deadline);
      const run = await this.#client.run({ port, path, viewers, slowReadersBytesPerSecond, warmUpSeconds, seconds }, pid);
      best = best === null || run.otherBusyCores < best.otherBusyCores ? run : best;
    } while (best.otherBusyCores > quietCores && performance.now() < deadline);
    return best;
  }

  /** All numbers of viewers, round by round, the kinds taking turns. */
  async compare(kinds: readonly SubjectKind[], file: string, framesPerSecond: number, rounds: number): Promise<LiveResult[]> {
    const subjects = await Promise.all(kinds.map(async (kind) => ({ kind, subject: await this.#start(kind, file, framesPerSecond) })));
    const runs = new Map<string, Measurement[]>();
    const runsOf = (kind: SubjectKind | undefined, viewers: number): Measurement[] =>
      kind === undefined ? [] : (runs.get(`${kind.name} ${viewers}`) ?? []);
    try {
      for (const { subject } of subjects) {
        await this.measure(subject, Math.min(100, Math.max(...viewerCounts))); // compiles what runs often, and is not counted
      }
      for (let round = 0; round < rounds; round += 1) {
        for (const viewers of viewerCounts) {
          for (const { kind, subject } of round % 2 === 0 ? subjects : subjects.toReversed()) {
            const run = await this.measure(subject, viewers);
            runs.set(`${kind.name} ${viewers}`, [...runsOf(kind, viewers), run]);
            say(
              `${framesPerSecond} fps, round ${round + 1}, ${viewers} viewers, ${kind.name}: p99 ${run.load.latencyP99Milliseconds?.toFixed(1) ?? '–'} ms, least ${run.load.picturesPerViewer[0]} of ${run.load.cameraPictures ?? '?'}, others busy ${run.otherBusyCores.toFixed(1)}`,
            );
          }
        }
      }
    } finally {
      await Promise.all(subjects.map(({ subject }) => subject.close()));
    }
    const bare = kinds.find(({ name }) => name === 'bare Node');
    return kinds.flatMap((kind) =>
      viewerCounts.map((viewers) => {
        const bareOnes = runsOf(bare, 1);
        const bareMarginals = runsOf(bare, viewers).flatMap((run, round) =>
          bareOnes[round] === undefined ? [] : [marginalCpu(run, bareOnes[round])],
        );
        return summarize(kind.name, framesPerSecond, viewers, runsOf(kind, viewers), runsOf(kind, 1), bareMarginals);
      }),
    );
  }

  /** With a slow reader and without, in turns, in the same process. */
  async withSlowReaders(kind: SubjectKind, file: string, framesPerSecond: number): Promise<SlowReaderRow[]> {
    const subject = await this.#start(kind, file, framesPerSecond);
    const rows: SlowReaderRow[] = [];
    try {
      await this.measure(subject, viewersBesideSlowReader);
      for (const bytesPerSecond of slowRates) {
        const pairs: { without: Measurement; beside: Measurement }[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const without = await this.measure(subject, viewersBesideSlowReader);
          const beside = await this.measure(subject, viewersBesideSlowReader, [bytesPerSecond]);
          pairs.push({ without, beside });
          say(
            `${kind.name}, a reader at ${bytesPerSecond / 1000} kB/s, round ${round + 1}: age p99 ${beside.load.slowReaders[0]?.ageP99Milliseconds?.toFixed(0) ?? '–'} ms`,
          );
        }
        const ages = pairs
          .flatMap(({ beside }) => beside.load.slowReaders.map(({ ageP99Milliseconds }) => ageP99Milliseconds))
          .filter((age) => age !== null);
        rows.push({
          subject: kind.name,
          viewers: viewersBesideSlowReader,
          framesPerSecond,
          bytesPerSecond,
          ageP99Milliseconds: ages.length === 0 ? null : median(ages),
          picturesPerSecond: median(pairs.map(({ beside }) => (beside.load.slowReaders[0]?.pictures ?? 0) / beside.load.seconds)),
          memoryGrowthMegabytes: median(
            pairs.map(({ without, beside }) => beside.serverResidentMegabytes - without.serverResidentMegabytes),
          ),
          othersDeliveredShare: Math.min(...pairs.map(({ beside }) => leastShare(beside) ?? Number.NaN)),
        });
      }
    } finally {
      await subject.close();
    }
    return rows;
  }
}

async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
  const benchmark = new LiveBenchmark();
  const abort = (): void => void benchmark.close().finally(() => process.exit(1));
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    const file = await writePictures(join(directory, 'pictures.mjpeg'), 30);
    const kinds = subjectKinds(options.source).filter(isWanted);
    const here = kinds.filter(({ whyNot }) => whyNot === null);
    const takingTurns = here.filter(({ name }) => name === 'PetLog' || name === 'bare Node');
    const results: LiveResult[] = [];
    const slowReaders: SlowReaderRow[] = [];
    for (const rate of rates) {
      // The others keep a camera busy even while nobody watches, and so run alone.
      results.push(...(await benchmark.compare(takingTurns, file.path, rate, rounds)));
      for (const other of here.filter((kind) => !takingTurns.includes(kind))) {
        results.push(...(await benchmark.compare([other], file.path, rate, 1)));
      }
    }
    for (const kind of takingTurns) {
      slowReaders.push(...(await benchmark.withSlowReaders(kind, file.path, Math.max(...rates))));
    }
    const report: LiveReport = {
      machine: describeMachine(),
      date: new Date().toISOString().slice(0, 10),
      pictureBytes: file.averageBytes,
      secondsPerRun: seconds,
      rounds,
      versions: Object.fromEntries(here.map(({ name, version }) => [name, version])),
      notRun: Object.fromEntries(kinds.flatMap(({ name, whyNot }) => (whyNot === null ? [] : [[name, whyNot]]))),
      results,
      slowReaders,
    };
    console.log(`${report.machine}\n1280x720, ${file.averageBytes} bytes a picture, ${rounds} rounds of ${seconds} s`);
    for (const rate of rates) {
      console.log(`\n${rate} frames per second\n${liveTable(report, rate)}`);
    }
    console.log(`\nslow readers\n${slowReaderTable(report)}\n\n${targetTable(liveTargets(report))}`);
    for (const [name, why] of Object.entries(report.notRun)) {
      console.log(`${name}: not run, ${why}`);
    }
    if (options.json !== undefined) {
      await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    }
    if (options.save) {
      await saveReport({ live: report });
    }
  } finally {
    await benchmark.close();
    await rm(directory, { recursive: true, force: true });
  }
}

await main();
