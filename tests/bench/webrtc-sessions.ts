/**
 * `npm run bench:webrtc-sessions`: what stays of WebRTC sessions that are opened and dropped.
 *
 *     node tests/bench/webrtc-sessions.ts [--sessions 1000] [--at-once 10] [--save]
 *
 * Takes PetLog as it was built. One viewer watches throughout, so that the WebRTC process lives on. The others end in turns by a
 * `DELETE`, by closing the connection, and without ever connecting or saying anything, which is noticed seconds later. What the
 * main process and the WebRTC process hold is looked at after a tenth of them, when all that is made once is there, and at the
 * end. Exits with 1 where something stays; --save renews docs/benchmarks.md.
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
import { saveReport } from './report.ts';
import {
  type Held,
  type HeldAfter,
  type WebRtcSessionsReport,
  webRtcSessionsSection,
  webRtcSessionsTargets,
} from './webrtc-sessions-results.ts';

const { values: options } = parseArgs({
  options: {
    sessions: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '10' },
    save: { type: 'boolean', default: false },
  },
});
const sessions = Number(options.sessions);
const atOnce = Number(options['at-once']);
initLogger('Fatal', () => {});

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

let opened = 0;

/** What is held when so many more were there, and all of them are gone. */
async function after(count: number): Promise<HeldAfter> {
  for (let begun = 0; begun < count; begun += atOnce) {
    const each = Array.from({ length: Math.min(atOnce, count - begun) }, (_, index) => endings[(begun + index) % endings.length]!);
    await Promise.all(each.map(openAndDrop));
  }
  await untilAlone();
  await delay(3000); // what closes in threads of the library does so
  opened += count;
  return { sessions: opened, main: heldBy(mainPid), webRtc: heldBy(webRtcPid) };
}

const warmUp = Math.ceil(sessions / 10);
const moments = [
  await after(warmUp),
  await after(Math.ceil((sessions - warmUp) / 2)),
  await after(Math.floor((sessions - warmUp) / 2)),
] as const;
await viewer[Symbol.asyncDispose]();
await petlog[Symbol.asyncDispose]();

const report: WebRtcSessionsReport = {
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  atOnce,
  moments,
};
console.log(webRtcSessionsSection(report));
if (options.save) {
  await saveReport({ 'webrtc-sessions': report });
}
process.exit(webRtcSessionsTargets(report).every(({ isMet }) => isMet === true) ? 0 : 1); // the threads of WebRTC would take their time
