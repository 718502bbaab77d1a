/**
 * SIGKILL at random moments while PetLog tells of events and copies recordings to WebDAV and S3: `npm run bench:kills-sending
 * [-- --count 50] [--save]`. Each event has to be told at least once, always under the same id, and each file has to be the same there.
 * Exits with 1 otherwise.
 */
import { parseArgs } from 'node:util';
import { killWhileSending } from '../support/killed-sending.ts';
import { testTheBuild } from '../support/tested-program.ts';
import { type KillsSendingReport, killsSendingSection, killsSendingTargets } from './kills-sending-results.ts';
import { describeMachine } from './machine.ts';
import { saveReport } from './report.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '50' }, save: { type: 'boolean', default: false } } });
const kills = Number(values.count);
const megabytes = [16, 3, 20, 9, 16, 3, 20, 9];

testTheBuild();
const startedAt = performance.now();
const result = await killWhileSending({
  kills,
  sizesBytes: megabytes.map((size) => size * 1_000_000),
  kilobitsPerSecond: 24_000,
  longestMilliseconds: 2000,
});
const report: KillsSendingReport = {
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  kills,
  seconds: (performance.now() - startedAt) / 1000,
  ...result,
};
console.log(killsSendingSection(report));
if (values.save) {
  await saveReport({ 'kills-sending': report });
}
process.exitCode = killsSendingTargets(report).every(({ isMet }) => isMet === true) ? 0 : 1;
