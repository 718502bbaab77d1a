/**
 * `npm run bench:own-screen`: what the live picture costs a machine that is camera and screen at once, by each way to watch.
 *
 *     node tests/bench/own-screen.ts [--seconds 20] [--save]
 *
 * --save renews docs/benchmarks.md. Takes PetLog as it was built, and a real Chromium on the same machine, which plays as the window of the kiosk does. Some two minutes.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import type { LiveTransportKind } from '../../shared/live-options.ts';
import { chromiumFlags, findTestBrowser } from '../support/chromium.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { networkAddress } from '../support/front-door.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { describeMachine } from './machine.ts';
import { ownScreenTable, type OwnScreenReport, type OwnScreenRow } from './own-screen-results.ts';
import { cpuMilliseconds, processTree } from './process-usage.ts';
import { saveReport } from './report.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, save: { type: 'boolean', default: false } },
});
const seconds = Number(options.seconds);
const settleMilliseconds = 5000;
const names: Readonly<Record<LiveTransportKind, string>> = { mjpeg: 'MJPEG', webrtc: 'WebRTC', mse: 'MSE', hls: 'LL-HLS' };

/** WebRTC has no candidate of loopback. */
const address = networkAddress();
const ways: readonly LiveTransportKind[] = address === undefined ? ['mjpeg', 'mse', 'hls'] : ['mjpeg', 'webrtc', 'mse', 'hls'];

await using petlog = await startPetLog({
  command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
  environment: frugalEnvironment,
  arguments: ['--host', '0.0.0.0', '--camera', `file:${footagePath}`],
  config: { camera: { resolution: [1280, 720], frame_rate: 15, always_on: true }, video: { webrtc_port: 0 } },
});
const browser = await chromium.launch({ executablePath: findTestBrowser(), args: [...chromiumFlags] });
const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
await page.goto(`http://${address ?? '127.0.0.1'}:${new URL(petlog.url).port}/?view=plain`);

async function choose(on: Page, way: LiveTransportKind): Promise<void> {
  await on.locator('petlog-live-picture').evaluate((element, chosen) => Object.assign(element, { way: chosen }), way);
  await on.locator(`petlog-live-picture ${way === 'mjpeg' ? 'img' : 'video'}.shown`).waitFor({ timeout: 60_000 });
}

interface Used {
  readonly petlog: number;
  readonly browser: number;
}

function used(): Used {
  const ofPetLog = processTree(petlog.child.pid ?? NaN);
  const others = processTree(process.pid).filter((pid) => pid !== process.pid && !ofPetLog.includes(pid));
  const sum = (pids: readonly number[]): number => pids.reduce((all, pid) => all + cpuMilliseconds(pid), 0);
  return { petlog: sum(ofPetLog), browser: sum(others) };
}

const rows: OwnScreenRow[] = [];
for (const way of ways) {
  await choose(page, way);
  await delay(settleMilliseconds);
  const [before, beganAt] = [used(), performance.now()];
  await delay(seconds * 1000);
  const after = used();
  const percent = (kind: keyof Used): number => ((after[kind] - before[kind]) * 100) / (performance.now() - beganAt);
  rows.push({ way: names[way], petlogPercent: percent('petlog'), browserPercent: percent('browser') });
}
await browser.close();
const report: OwnScreenReport = { machine: describeMachine(), date: new Date().toISOString().slice(0, 10), seconds, rows };
console.log(`${report.machine}\n\n${ownScreenTable(report)}`);
if (options.save) {
  await saveReport({ 'own-screen': report });
}
