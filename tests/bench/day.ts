/**
 * A day with many visits, from movement to the log: `npm run bench:day [-- --save] [--hours 24]`. 100,000 looked-at pictures with
 * 300 visits, or as many as are looked at in some hours, with as many visits for each; memory and handles at the end are
 * compared with those after the first fifth. --save renews docs/benchmarks.md. Exits with 1 when a target is missed.
 */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Detection } from '../../main/detection/detector-protocol.ts';
import { MotionDetector } from '../../main/detection/motion/motion-detector.ts';
import type { TrackedVisit } from '../../main/detection/visit.ts';
import { VisitTracker } from '../../main/detection/visit-tracker.ts';
import { catPicture } from '../support/moving-scenes/animal.ts';
import { background } from '../support/moving-scenes/backgrounds.ts';
import { full, picturesPerSecond, Scene, small, steady, type Visit } from '../support/moving-scenes/scene.ts';
import { openTestEventLog } from '../support/open-event-log.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';
import { type DayReport, daySection, dayTargets } from './day-results.ts';
import { describeMachine } from './machine.ts';
import { saveReport } from './report.ts';

const { values: options } = parseArgs({ options: { save: { type: 'boolean', default: false }, hours: { type: 'string' } } });
const pictures = options.hours === undefined ? 100_000 : Number(options.hours) * 3600 * picturesPerSecond;
const visits = Math.round((pictures * 300) / 100_000);
/** From one visit to the next. */
const period = Math.floor(pictures / visits);
const emptyPictures = 40;
const firstVisitSeconds = 1;
const startedAtMs = Date.parse('2026-11-01T00:00:00Z');

const crossing = (seconds: number, y: number, width: number, along: (share: number) => number): Visit => ({
  fromSeconds: firstVisitSeconds,
  untilSeconds: firstVisitSeconds + seconds,
  at: (now) => ({ x: -width / 2 + along((now - firstVisitSeconds) / seconds) * (1 + width), y: y + 0.015 * Math.sin(now * 9), width }),
});
const through = (share: number): number => share;
const backAgain = (share: number): number => 1 - share;
const resting = (share: number): number => (share < 0.25 ? share * 2 : share > 0.75 ? 0.5 + (share - 0.75) * 2 : 0.5);
const ways: readonly Visit[] = [
  crossing(1.2, 0.5, 0.2, through),
  crossing(1.4, 0.7, 0.22, backAgain),
  crossing(4, 0.6, 0.2, through),
  crossing(5, 0.45, 0.18, backAgain),
  crossing(8, 0.65, 0.26, resting),
  crossing(25, 0.55, 0.24, resting),
];

const animal = await catPicture();
const sceneOf = (ofVisits: readonly Visit[]): Scene =>
  new Scene({
    name: 'day',
    background: background('room', 7),
    animal,
    contrast: 1,
    visits: ofVisits,
    light: steady,
    noise: 1.5,
    shake: 0,
    blocks: 0,
    hasClock: false,
    seed: 7,
  });
const drawn = (scene: Scene, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => scene.grey(index / picturesPerSecond));
const empty = drawn(sceneOf([]), emptyPictures);
const visited = ways.map((visit) => ({ visit, pictures: drawn(sceneOf([visit]), Math.ceil(visit.untilSeconds * picturesPerSecond)) }));

/** What a model would say of that moment of a visit. */
function truth({ fromSeconds, untilSeconds, at }: Visit, seconds: number): Detection[] {
  if (seconds < fromSeconds || seconds >= untilSeconds) {
    return [];
  }
  const { x, y, width } = at(seconds);
  const height = (width * full.widthPixels * animal.heightPixels) / animal.widthPixels / full.heightPixels;
  const left = Math.max(0, x - width / 2);
  return [{ label: 'cat', score: 0.75, box: { x: left, y: y - height / 2, width: Math.min(1, x + width / 2) - left, height } }];
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What a leak would make more of. */
interface Held {
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
  readonly openFiles: number;
  readonly handles: number;
}

async function heldNow(): Promise<Held> {
  await log.pictures.idle;
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    heapMegabytes: (heapUsed + external) / 1e6,
    residentMegabytes: rss / 1e6,
    openFiles: readdirSync('/proc/self/fd').length,
    handles: process.getActiveResourcesInfo().length,
  };
}

const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
const log = openTestEventLog(directory);
const spans = new Map<string, TrackedVisit>();
let keys = 0;
const tracker = new VisitTracker({
  holdMilliseconds: () => 10_000,
  zones: () => [],
  canTell: () => true,
  isUnlabelledTold: () => false,
  isTold: () => true,
  withdraw: () => {},
  newKey: () => `visit-${(keys += 1)}`,
  record: (visit) => {
    spans.set(visit.visitKey, visit);
    const { startMilliseconds, ...told } = visit;
    log.visits.record({ ...told, cameraId: 'main', startedAtMs: Math.round(startedAtMs + startMilliseconds) });
  },
});
const motion = new MotionDetector(small.widthPixels, small.heightPixels, { sensitivity: 50, ignored: [] });
const jpeg = await tinyJpeg();
let looks = 0;
let motionMicroseconds = 0;
let visitsMicroseconds = 0;
const processorMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
let early: Held | null = null;
const firstPictures: { readonly from: number; readonly until: number }[] = [];
for (let index = 0; index < pictures; index += 1) {
  const inPeriod = index % period;
  const number = Math.floor(index / period);
  const { visit, pictures: ofVisit } = visited[number % visited.length]!;
  const isVisited = number < visits && inPeriod < ofVisit.length;
  if (inPeriod === 0 && number < visits) {
    const from = index / picturesPerSecond + visit.fromSeconds;
    firstPictures.push({ from, until: from + visit.untilSeconds - visit.fromSeconds });
  }
  const samples = isVisited ? ofVisit[inPeriod]! : empty[(index * 7 + (index >> 5)) % emptyPictures]!;
  const milliseconds = (index / picturesPerSecond) * 1000;
  const before = processorMicroseconds();
  const { regions, faintRegions } = motion.look({ ...small, samples });
  const between = processorMicroseconds();
  motionMicroseconds += between - before;
  const isSeen = regions.length > 0 || faintRegions.length > 0 || tracker.wantsLook(milliseconds);
  const parts = isSeen ? tracker.sight(milliseconds, regions, jpeg, faintRegions) : [];
  if (parts.length > 0) {
    looks += 1;
    tracker.looked(milliseconds, parts, isVisited ? truth(visit, inPeriod / picturesPerSecond) : [], jpeg);
  }
  if (!tracker.isIdle) {
    tracker.tick(milliseconds);
  }
  visitsMicroseconds += processorMicroseconds() - between;
  if (index === Math.floor(pictures / 5)) {
    early = await heldNow();
  }
  if (index % 5000 === 0) {
    process.stderr.write(`\r${index} of ${pictures} pictures, ${spans.size} events`);
  }
}
tracker.endAll();
await log.pictures.idle;
const held = await heldNow();
process.stderr.write('\n');

const seconds = [...spans.values()].map(({ startMilliseconds, durationSeconds }) => {
  const from = startMilliseconds / 1000;
  return { from, until: from + durationSeconds };
});
const { total_count: events } = log.log.list({ page: 1, page_size: 1 });
log.database.close();
const report: DayReport = {
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  pictures,
  visits,
  events,
  visitsWithoutEvent: firstPictures.filter(({ from, until }) => !seconds.some((span) => span.from <= until + 1 && span.until >= from - 0.2))
    .length,
  databaseBytes: (await stat(join(directory, 'events.db'))).size,
  looks,
  ...(early === null
    ? {}
    : {
        growth: {
          heapMegabytes: held.heapMegabytes - early.heapMegabytes,
          residentMegabytes: held.residentMegabytes - early.residentMegabytes,
          openFiles: held.openFiles - early.openFiles,
          handles: held.handles - early.handles,
        },
      }),
  motionProcessorSeconds: motionMicroseconds / 1e6,
  visitsProcessorSeconds: visitsMicroseconds / 1e6,
};
await rm(directory, { recursive: true, force: true });
console.log(daySection(report));
if (options.save) {
  await saveReport({ day: report });
}
process.exitCode = dayTargets(report).every(({ isMet }) => isMet === true) ? 0 : 1;
