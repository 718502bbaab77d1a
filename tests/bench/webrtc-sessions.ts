/**
 * `npm run bench:webrtc-sessions`: what stays of WebRTC sessions that are opened and dropped.
 *
 *     node tests/bench/webrtc-sessions.ts [--sessions 1000] [--at-once 10]
 *
 * Takes PetLog as it was built. One viewer watches throughout, so that the WebRTC process lives on. The others end in turns by a
 * `DELETE`, by closing the connection, and without ever connecting or saying anything, which is noticed seconds later. What the
 * main process and the WebRTC process hold is looked at after a tenth of them, when all that is made once is there, and at the
 * end. Exits with 1 where something stays.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { initLogger } from 'node-datachannel';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { LiveStatus } from '../../shared/api.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { postOffer, WebRtcClient } from '../support/webrtc-client.ts';
import { startLiveViewers } from './live-viewers.ts';
import { describeMachine } from './machine.ts';
import { processTree, residentMegabytes } from './process-usage.ts';
import { digits, markdownTable } from './table.ts';

const { values: options } = parseArgs({
  options: { sessions: { type: 'string', default: '1000' }, 'at-once': { type: 'string', default: '10' } },
});
const sessions = Number(options.sessions);
const atOnce = Number(options['at-once']);
/** What the memory of a process differs by from one moment to another anyway, and what so many sessions may leave of it. */
const mostGrowthMegabytes = 10;

initLogger('Fatal', () => {});

interface Held {
  readonly files: number;
  readonly sockets: number;
  readonly threads: number;
  readonly residentMegabytes: number;
}

function heldBy(pid: number): Held {
  const targets = readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${name}`)];
    } catch {
      return []; // closed meanwhile
    }
  });
  return {
    files: targets.length,
    sockets: targets.filter((target) => target.startsWith('socket:')).length,
    threads: Number(/^Threads:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]),
    residentMegabytes: residentMegabytes(pid),
  };
}

const petlog = await startPetLog({
  command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
  environment: frugalEnvironment,
  config: {
    camera: { resolution: [320, 240], frame_rate: 5 },
    video: { webrtc_port: 0 },
    limits: { viewers_per_address: 1000, changes_per_minute: 1e6, requests_per_minute: 1e6 },
    recording: { min_free_mb: 1, rewind_minutes: 0, pre_roll_seconds: 0 },
  },
});
const { url } = petlog;
const viewer = await startLiveViewers('webrtc', url);
const tree = processTree(petlog.child.pid ?? NaN);
const webRtcPid = tree.find((pid) => commandLineOf(pid).includes('webrtc-process')) ?? NaN;
const mainPid = tree.find((pid) => commandLineOf(pid).includes('headless')) ?? NaN;

const statusOf = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body);

async function untilAlone(): Promise<void> {
  while ((await statusOf()).active_streams > 1) {
    await delay(200);
  }
}

type Ending = 'DELETE' | 'close' | 'silence';
const endings: readonly Ending[] = ['DELETE', 'close', 'silence'];

/** Opens one, and drops it when its first pictures have come. */
async function openAndDrop(ending: Ending): Promise<void> {
  const client = new WebRtcClient();
  try {
    if (ending === 'silence') {
      await postOffer(url, await client.offer());
      return;
    }
    const { status, headers } = await client.watch(url);
    if (status !== 201) {
      throw new Error(`no session: ${status}`);
    }
    while (client.packets === 0) {
      await delay(20);
    }
    if (ending === 'DELETE') {
      await fetch(url + (headers.get('location') ?? ''), { method: 'DELETE' });
    }
  } finally {
    client.close();
  }
}

/** What is held when so many more were there, and all of them are gone. */
async function after(count: number): Promise<{ readonly main: Held; readonly webRtc: Held }> {
  for (let opened = 0; opened < count; opened += atOnce) {
    const each = Array.from({ length: Math.min(atOnce, count - opened) }, (_, index) => endings[(opened + index) % endings.length]!);
    await Promise.all(each.map(openAndDrop));
  }
  await untilAlone();
  await delay(3000); // what closes in threads of the library does so
  return { main: heldBy(mainPid), webRtc: heldBy(webRtcPid) };
}

const warmUp = Math.ceil(sessions / 10);
const before = await after(warmUp);
const middle = await after(Math.ceil((sessions - warmUp) / 2));
const end = await after(Math.floor((sessions - warmUp) / 2));
await viewer[Symbol.asyncDispose]();
await petlog[Symbol.asyncDispose]();

const row = (name: string, { main, webRtc }: typeof before): string[] => [
  name,
  ...[main, webRtc].flatMap((held) => [String(held.files), String(held.sockets), String(held.threads), digits(held.residentMegabytes, 1)]),
];
const columns = ['open files', 'sockets', 'threads', 'MB'];
console.log(`${describeMachine()}; ${atOnce} sessions at once, which end by DELETE, by closing and by silence in turns\n`);
console.log(
  markdownTable(
    ['after', ...columns.map((name) => `main: ${name}`), ...columns.map((name) => `WebRTC: ${name}`)],
    [
      row(`${warmUp} sessions`, before),
      row(`${warmUp + Math.ceil((sessions - warmUp) / 2)} sessions`, middle),
      row(`${sessions} sessions`, end),
    ],
  ),
);
const left = (['main', 'webRtc'] as const).flatMap((name) => [
  ...(['files', 'sockets', 'threads'] as const)
    .filter((what) => end[name][what] > before[name][what])
    .map((what) => `${name} holds ${end[name][what] - before[name][what]} ${what} more`),
  ...(end[name].residentMegabytes - middle[name].residentMegabytes > mostGrowthMegabytes ? [`the memory of ${name} grows`] : []),
]);
console.log(left.length === 0 ? '\nnothing stays' : `\nnot met: ${left.join('; ')}`);
process.exit(left.length === 0 ? 0 : 1); // the threads of WebRTC would take their time
