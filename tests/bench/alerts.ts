/**
 * `npm run bench:alerts`: 1,000 events in a minute, each of which a rule sends to a webhook, and visits with their pictures.
 *
 *     node tests/bench/alerts.ts [--events 1000] [--seconds 60] [--pictures 150] [--json FILE] [--save]
 *
 * None may be lost or told twice, and memory may not grow. Exits with 1 where a target is missed. Takes PetLog as it was built;
 * --save renews docs/benchmarks.md.
 */
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { WebReceiver } from '../support/web-receiver.ts';
import { tellPictures } from './alert-pictures.ts';
import { type AlertsReport, alertsSection, alertsTargets, alertsWarmUpCount, type TellingDelays } from './alerts-results.ts';
import { describeMachine } from './machine.ts';
import { processTree, residentMegabytes } from './process-usage.ts';
import { saveReport } from './report.ts';
import { median, quantile } from './statistics.ts';

const betweenLooksMilliseconds = 1000;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    pictures: { type: 'string', default: '150' },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const count = Number(values.events);
const durationMilliseconds = Number(values.seconds) * 1000;

const delaysOf = (delays: readonly number[]): TellingDelays => ({
  count: delays.length,
  medianMilliseconds: median(delays),
  p95Milliseconds: quantile(delays, 0.95),
  mostMilliseconds: quantile(delays, 1),
});

const receiver = await WebReceiver.start();
const toldAt = new Map<number, number[]>();
receiver.answer = ({ body }, response) => {
  const { data } = JSON.parse(body.toString()) as { data: { event_id: number } };
  toldAt.set(data.event_id, [...(toldAt.get(data.event_id) ?? []), performance.now()]);
  response.end('{}');
};

let report: Omit<AlertsReport, 'pictures' | 'load'>;
{
  await using petlog = await startPetLog({
    // As the package starts it.
    command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
    environment: frugalEnvironment,
    config: {
      security: { allowed_targets: ['127.0.0.1'] },
      limits: { changes_per_minute: 1_000_000, requests_per_minute: 1_000_000 },
    },
  });
  const ask = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(petlog.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    return (await answer.json()) as Record<string, unknown>;
  };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const { channel_id: channel } = await ask('/alerts/channels', { kind: 'webhook', name: 'Home', url: `${receiver.url}/hook`, secret });
  await ask('/alerts/rules', { name: 'All', channels: [channel], at_most_every_minutes: 0 });

  const happenedAt = new Map<number, number>();
  const happen = async (): Promise<void> => {
    const at = performance.now();
    const { event_id: eventId } = await ask('/event', { event_type: 'playing', duration: 3 });
    happenedAt.set(Number(eventId), at);
  };
  const allTold = async (): Promise<void> => {
    const giveUpAt = performance.now() + 60_000;
    while ([...happenedAt.keys()].some((eventId) => !toldAt.has(eventId)) && performance.now() < giveUpAt) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  for (let index = 0; index < alertsWarmUpCount; index += 1) {
    await happen();
  }
  await allTold();
  happenedAt.clear();
  toldAt.clear();

  const pids = processTree(petlog.child.pid ?? 0);
  const resident = (): number => Math.max(...pids.map(residentMegabytes));
  const memory: number[] = [resident()];
  const looks = setInterval(() => memory.push(resident()), betweenLooksMilliseconds);
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) {
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, startedAt + (index / count) * durationMilliseconds - performance.now())),
    );
    await happen();
  }
  await allTold();
  clearInterval(looks);
  memory.push(resident());

  const third = Math.ceil(memory.length / 3);
  report = {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    events: count,
    seconds: (performance.now() - startedAt) / 1000,
    lost: [...happenedAt.keys()].filter((eventId) => !toldAt.has(eventId)).length,
    toldTwice: [...toldAt.values()].filter((times) => times.length > 1).length,
    words: delaysOf([...happenedAt].flatMap(([eventId, at]) => (toldAt.get(eventId) ?? []).map((time) => time - at))),
    resident: {
      beforeMegabytes: memory[0] ?? NaN,
      earlyMegabytes: median(memory.slice(0, third)),
      lateMegabytes: median(memory.slice(-third)),
      mostMegabytes: Math.max(...memory),
    },
  };
}
await receiver.close();
const { delays, ...pictures } = await tellPictures(Number(values.pictures));
const whole: AlertsReport = { ...report, pictures: { ...delaysOf(delays), ...pictures }, load: loadavg()[0] ?? NaN };
console.log(alertsSection(whole));
if (values.json !== undefined) {
  await writeFile(values.json, `${JSON.stringify(whole, null, 2)}\n`);
}
if (values.save) {
  await saveReport({ alerts: whole });
}
process.exitCode = alertsTargets(whole).every(({ isMet }) => isMet === true) ? 0 : 1;
