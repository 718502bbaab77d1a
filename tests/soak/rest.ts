import { readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { residentMegabytes } from '../bench/process-usage.ts';
import type { PetLogProcess } from '../support/petlog-process.ts';

/** What PetLog holds while nobody wants anything of it. */
export interface Rest {
  atMinutes: number;
  viewers: number;
  eventReaders: number;
  connections: number;
  /** Without the media process where it holds the last minutes, which it is there for. */
  children: number;
  openFiles: number;
  /** Handles and timers that keep the process alive, by Node's own names. */
  resources: Record<string, number>;
  /** Data on the heap and what hangs on it, after all garbage is collected. */
  liveMegabytes: number;
  residentMegabytes: number;
}

const patienceSeconds = 90;

async function readMetrics(petlog: PetLogProcess): Promise<string> {
  return (await fetch(`${petlog.url}/metrics`, { headers: { Connection: 'close' } })).text();
}

const valueOf = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name}(?:\\{camera="main"\\})? (\\S+)$`, 'm').exec(metrics)?.[1]);

function resourcesOf(metrics: string): Record<string, number> {
  return Object.fromEntries(
    [...metrics.matchAll(/^nodejs_active_resources\{type="(\w+)"\} (\d+)$/gm)].map((match) => [match[1] as string, Number(match[2])]),
  );
}

async function liveMegabytes(petlog: PetLogProcess, memoryFile: string): Promise<number> {
  await rm(memoryFile, { force: true });
  petlog.child.kill('SIGUSR2');
  for (let tries = 0; tries < 2400; tries += 1) {
    await delay(25);
    const text = await readFile(memoryFile, 'utf8').catch(() => '');
    if (text.endsWith('\n')) {
      return Number(text) / 1e6;
    }
  }
  throw new Error('PetLog does not say what memory it holds');
}

/** Waits until PetLog has let go of all that it did not hold at the first rest, at most 90 s, and looks what is left. */
export async function takeRest(
  petlog: PetLogProcess,
  memoryFile: string,
  startedAtMilliseconds: number,
  first: Rest | undefined,
): Promise<Rest> {
  const look = async (): Promise<Rest> => {
    const metrics = await readMetrics(petlog);
    return {
      atMinutes: (performance.now() - startedAtMilliseconds) / 60_000,
      viewers: valueOf(metrics, 'petlog_viewers'),
      eventReaders: valueOf(metrics, 'petlog_event_readers'),
      connections: valueOf(metrics, 'petlog_http_connections') - 1, // the question itself
      children: (await petlog.processIds()).length - 1 - (valueOf(metrics, 'petlog_history_bytes') > 0 ? 1 : 0),
      openFiles: readdirSync(`/proc/${petlog.child.pid}/fd`).length,
      resources: resourcesOf(metrics),
      liveMegabytes: 0,
      residentMegabytes: 0,
    };
  };
  const deadline = performance.now() + patienceSeconds * 1000;
  let rest = await look();
  while (leaksOf(rest, first ?? rest).length > 0 && performance.now() < deadline) {
    await delay(250);
    rest = await look();
  }
  rest.liveMegabytes = await liveMegabytes(petlog, memoryFile);
  rest.residentMegabytes = residentMegabytes(petlog.child.pid as number);
  return rest;
}

/** What a rest holds that the first one did not, in sentences. */
export function leaksOf(rest: Rest, first: Rest): string[] {
  const leaks: string[] = [];
  const none = (what: string, count: number): void => {
    if (count > 0) {
      leaks.push(`${count} ${what}`);
    }
  };
  none('viewers', rest.viewers);
  none('event readers', rest.eventReaders);
  none('connections', rest.connections);
  none('child processes', rest.children);
  none('open files more than at first', rest.openFiles - first.openFiles - 2);
  for (const [type, count] of Object.entries(rest.resources)) {
    none(`${type} resources more than at first`, count - (first.resources[type] ?? 0) - 2);
  }
  return leaks;
}
