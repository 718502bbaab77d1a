/**
 * A day with many visits, from movement to the log: `npm run bench:day [-- --save] [--hours 24]`, with 300 visits for 100,000
 * pictures, by day, at night and in infrared, and with what only looks as if somebody came. Memory and handles at the end are
 * compared with those after the first fifth. --save renews docs/benchmarks.md. Exits with 1 when a target is missed.
 */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MotionDetector } from '../../main/detection/motion/motion-detector.ts';
import { VisitTracker } from '../../main/detection/visit-tracker.ts';
import { picturesPerSecond, small } from '../support/moving-scenes/scene.ts';
import { openTestEventLog } from '../support/open-event-log.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';
import { DayFootage, type DaySpan } from './day-footage.ts';
import { type DayReport, daySection, dayTargets } from './day-results.ts';
import { describeMachine } from './machine.ts';
import { saveReport } from './report.ts';

const { values: options } = parseArgs({ options: { save: { type: 'boolean', default: false }, hours: { type: 'string', default: '24' } } });
const pictures = Number(options.hours) * 3600 * picturesPerSecond;
const visits = Math.round((pictures * 300) / 100_000);
const startedAtMs = Date.parse('2026-11-01T00:00:00Z');
/** While nothing is different, so many pictures are as good as one. */
const calmPictures = 5;
const footage = new DayFootage(pictures, visits);

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
  log.told.length = 0; // what a test would want to see
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
const spans = new Map<string, DaySpan>();
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
    const { startMilliseconds, ...told } = visit;
    const from = startMilliseconds / 1000;
    spans.set(visit.visitKey, { from, until: from + visit.durationSeconds });
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
let looked = 0;
for (let index = 0; index < pictures; index += 1) {
  const { samples, isCalm, truth } = footage.picture(index);
  if (index === Math.floor(pictures / 5)) {
    early = await heldNow();
  }
  if (index % 5000 === 0) {
    await log.pictures.idle;
    process.stderr.write(`\r${index} of ${pictures} pictures, ${spans.size} events`);
  }
  if (isCalm && tracker.isIdle && index % calmPictures !== 0) {
    continue;
  }
  looked += 1;
  const milliseconds = (index / picturesPerSecond) * 1000;
  const before = processorMicroseconds();
  const { regions, faintRegions } = motion.look({ ...small, samples });
  const between = processorMicroseconds();
  motionMicroseconds += between - before;
  const isSeen = regions.length > 0 || faintRegions.length > 0 || tracker.wantsLook(milliseconds);
  const parts = isSeen ? tracker.sight(milliseconds, regions, jpeg, faintRegions) : [];
  if (parts.length > 0) {
    looks += 1;
    tracker.looked(milliseconds, parts, truth, jpeg);
  }
  if (!tracker.isIdle) {
    tracker.tick(milliseconds);
  }
  visitsMicroseconds += processorMicroseconds() - between;
}
tracker.endAll();
await log.pictures.idle;
const held = await heldNow();
process.stderr.write('\n');

const { total_count: events } = log.log.list({ page: 1, page_size: 1 });
log.database.close();
const report: DayReport = {
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  pictures,
  looked,
  visits,
  events,
  visitsWithoutEvent: footage.spans.filter(
    ({ from, until }) => ![...spans.values()].some((span) => span.from <= until + 1 && span.until >= from - 0.2),
  ).length,
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
