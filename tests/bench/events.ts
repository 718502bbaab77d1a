/**
 * A log of 1,000,000 events: `npm run bench:events [-- --save] [--events 1000000]`. Times are those of the processor, so that
 * other programs count little; --save renews docs/benchmarks.md. Exits with 1 when a limit is missed.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { PetInput } from '../../shared/pets.ts';
import type { LogEventsQuery } from '../../shared/log-events.ts';
import { EventTable } from '../../main/event-log/event-table.ts';
import { openTestEventLog } from '../support/open-event-log.ts';
import { runPetLog } from '../support/running-petlog.ts';
import { type EventsReport, eventsSection, eventsTargets } from './events-results.ts';
import { describeMachine } from './machine.ts';
import { saveReport } from './report.ts';
import { median } from './statistics.ts';

const { values: options } = parseArgs({
  options: { save: { type: 'boolean', default: false }, events: { type: 'string', default: '1000000' } },
});
const count = Number(options.events);
/** Of the median; only the whole list and the summary are promised, the rest is to be no surprise. */
const limits = { page: 30, filtered: 60, summary: 100 } as const;
const rounds = 30;
/** Three years with some 900 events a day, as several cameras with several pets have. */
const yearsMilliseconds = 3 * 365 * 86_400_000;
const end = Date.parse('2026-11-01T00:00:00Z');
const labels = ['cat', 'cat', 'cat', 'dog', 'person', null] as const;
const cameras = ['main', 'garden', 'hall'] as const;
const together = 20_000;

const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
const { database, log, pets, zones } = openTestEventLog(directory);
const luna = pets.create(PetInput.parse({ name: 'Luna', species: 'cat' }));
const polygon: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
];
const zone = zones.create({ camera_id: 'main', name: '', kind: 'place', place: 'bowl', polygon });

const addedAt = performance.now();
for (let done = 0; done < count; done += together) {
  database.write((statements) => {
    const table = new EventTable(statements);
    for (let index = done; index < Math.min(count, done + together); index += 1) {
      const label = labels[index % labels.length] ?? null;
      table.add({
        visitKey: `bench-${index}`,
        cameraId: cameras[index % cameras.length] ?? 'main',
        eventType: label === null ? 'motion' : 'visit',
        label,
        petId: label === 'cat' ? luna.pet_id : null,
        decidedBy: 'nobody',
        confidence: 0.8,
        startedAtMilliseconds: end - yearsMilliseconds + Math.round((index / count) * yearsMilliseconds),
        durationMilliseconds: (index % 90) * 2000,
        isOpen: false,
        box: { x: 0.1, y: 0.1, width: 0.3, height: 0.3 },
        picture: null,
        mediaPath: null,
        note: '',
        isWrong: index % 50 === 0,
        isKept: false,
        metadata: {},
        createdAtMilliseconds: end,
        zones: index % 4 === 0 ? [{ zoneId: zone.zone_id, durationMilliseconds: 1000 }] : [],
      });
    }
  });
}
console.log(`${count} events added in ${Math.round((performance.now() - addedAt) / 1000)} s`);

const answers: EventsReport['answers'] = [];
const processorMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function measured(name: string, limitMilliseconds: number, work: () => unknown): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = processorMilliseconds();
    await work();
    times.push(processorMilliseconds() - before);
  }
  answers.push({ name, milliseconds: median(times), mostMilliseconds: Math.max(...times), limitMilliseconds });
  console.log(
    `${name.padEnd(40)} median ${median(times).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms, limit ${limitMilliseconds} ms`,
  );
}

const day = { start_date: '2026-10-20T22:00:00Z', end_date: '2026-10-21T21:59:59Z' };
const month = { start_date: '2026-10-01T22:00:00Z', end_date: '2026-10-31T22:59:59Z' };
const queries: readonly [string, LogEventsQuery][] = [
  ['first page', {}],
  ['first page of a day', { ...day, is_wrong: false }],
  ['first page of a pet', { pet_id: luna.pet_id }],
  ['first page of a label', { label: 'person' }],
  ['first page of a camera', { camera: 'garden' }],
  ['first page of a type', { event_type: 'motion' }],
  ['first page of a zone in a month', { ...month, zone: zone.zone_id }],
  ['first page of nothing', { label: 'bird' }],
];
for (const [name, query] of queries) {
  await measured(name, name === 'first page' ? limits.page : limits.filtered, () => log.list(query));
}
await measured('first page of two cameras', limits.filtered, () => log.list(day, ['main', 'garden']));
await measured('summary of 30 days', limits.summary, () => log.summary(month));
await measured('summary of 30 days of a pet', limits.summary, () => log.summary({ ...month, pet_id: luna.pet_id }));
await measured('summary of 30 days of a zone', limits.summary, () => log.summary({ ...month, zone: zone.zone_id }));
await measured('summary of a day', limits.summary, () => log.summary(day));
await measured('pets with when they were seen last', limits.page, () => pets.list());
await measured('one more', limits.page, () => log.log({ event_type: 'visit', duration: 60 }, 'main'));

database.close();

const startMilliseconds = 10_000;

/** The whole application with that log: what its routes answer, with the asking. */
async function measureRoutes(): Promise<void> {
  const running = await runPetLog({ PETLOG_EVENTS_MAX_AGE_DAYS: '0' }, { dataDirectory: directory });
  const asked = (path: string) => async (): Promise<void> => {
    const answer = await fetch(running.url + path);
    const { length } = await answer.text();
    if (!answer.ok || length < 1000) {
      throw new Error(`${path} answered ${answer.status} with ${length} characters`);
    }
  };
  try {
    // What a start has to do with so many is none of an answer's work.
    await delay(startMilliseconds);
    await measured('GET /events, first page', limits.page, asked('/events'));
    await measured('GET /events/summary of 30 days', limits.summary, asked(`/events/summary?${new URLSearchParams(month).toString()}`));
  } finally {
    await running.stop();
  }
}
await measureRoutes();

const report: EventsReport = {
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  load: loadavg()[0] ?? 0,
  events: count,
  databaseBytes: (await stat(join(directory, 'events.db'))).size,
  answers,
};
await rm(directory, { recursive: true, force: true });
console.log(eventsSection(report));
if (options.save) {
  await saveReport({ events: report });
}
process.exitCode = eventsTargets(report).every(({ isMet }) => isMet === true) ? 0 : 1;
