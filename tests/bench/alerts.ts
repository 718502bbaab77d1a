/**
 * 1,000 events in a minute, each of which a rule sends to a webhook: `npm run bench:alerts [-- --events 1000 --seconds 60]`. None may be
 * lost or told twice, and memory may not grow. Exits with 1 otherwise. Latencies are told, and mean something on a machine without other work.
 */
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { WebReceiver } from '../support/web-receiver.ts';
import { processTree, residentMegabytes } from './process-usage.ts';
import { median, quantile } from './statistics.ts';

/** What of the memory may come and go with the garbage that nobody collected yet. */
const mostGrowthMegabytes = 12;
/** Of events before the measurement, in which everything is loaded and compiled. */
const warmUpCount = 300;
const betweenLooksMilliseconds = 1000;

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '60' } } });
const count = Number(values.events);
const durationMilliseconds = Number(values.seconds) * 1000;

const receiver = await WebReceiver.start();
const toldAt = new Map<number, number[]>();
receiver.answer = ({ body }, response) => {
  const { data } = JSON.parse(body.toString()) as { data: { event_id: number } };
  toldAt.set(data.event_id, [...(toldAt.get(data.event_id) ?? []), performance.now()]);
  response.end('{}');
};

let isGood: boolean;
{
  await using petlog = await startPetLog({
    // As the package starts it.
    command: [process.execPath, ...frugalNodeArguments, 'out/main/headless.js'],
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
    const { event_id: eventId } = await ask('/event', { event_type: 'playing', duration: 3 });
    happenedAt.set(Number(eventId), performance.now());
  };
  const allTold = async (): Promise<void> => {
    const giveUpAt = performance.now() + 60_000;
    while ([...happenedAt.keys()].some((eventId) => !toldAt.has(eventId)) && performance.now() < giveUpAt) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  for (let index = 0; index < warmUpCount; index += 1) {
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

  const lost = [...happenedAt.keys()].filter((eventId) => !toldAt.has(eventId)).length;
  const twice = [...toldAt.values()].filter((times) => times.length > 1).length;
  const delays = [...happenedAt].flatMap(([eventId, at]) => (toldAt.get(eventId) ?? []).map((time) => time - at));
  const third = Math.ceil(memory.length / 3);
  const [early, late] = [median(memory.slice(0, third)), median(memory.slice(-third))];
  console.log(`${count} events in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ${lost} lost, ${twice} told twice`);
  console.log(
    `answered until told: median ${median(delays).toFixed(0)} ms, 95th percentile ${quantile(delays, 0.95).toFixed(0)} ms, most ${Math.max(...delays).toFixed(0)} ms`,
  );
  console.log(
    `resident: ${memory[0]?.toFixed(1)} MB before, ${early.toFixed(1)} MB in the first third, ${late.toFixed(1)} MB in the last, most ${Math.max(...memory).toFixed(1)} MB; ${mostGrowthMegabytes} MB more are allowed`,
  );
  isGood = lost === 0 && twice === 0 && late - early <= mostGrowthMegabytes;
}
await receiver.close();
process.exitCode = isGood ? 0 : 1;
