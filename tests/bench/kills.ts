/**
 * SIGKILL at random moments of a recording, with pre-roll and rewind on: `npm run bench:kills [-- --count 200]`. Every file has to
 * play, none may lack more than its last second by the capture times of its pictures, and library and files have to agree. Exits
 * with 1 otherwise.
 */
import { parseArgs } from 'node:util';
import { killRecording, type Victim } from '../support/killed-recording.ts';

const mostMissingMilliseconds = 1000;
const longestMilliseconds = 4000;
/** What each recording has at least from before it was asked for. */
const leastPreRollMilliseconds = 2500;

const { values } = parseArgs({ options: { count: { type: 'string', default: '200' } } });
const count = Number(values.count);
const victims: readonly Victim[] = ['application', 'media process', 'both'];
const missing: number[] = [];
let playable = 0;
let failures = 0;
for (let index = 0; index < count; index += 1) {
  const victim = victims[index % victims.length] ?? 'both';
  const afterMilliseconds = Math.round(Math.random() * longestMilliseconds);
  const problems: string[] = [];
  try {
    const killed = await killRecording(victim, afterMilliseconds, leastPreRollMilliseconds);
    const { listedCount, facts, missingMilliseconds, contradictions } = killed;
    problems.push(...contradictions);
    missing.push(missingMilliseconds);
    playable += facts === null ? 0 : 1;
    if (listedCount > 1) {
      problems.push(`${listedCount} recordings are listed`);
    }
    if (killed.preRollMilliseconds < leastPreRollMilliseconds) {
      problems.push(`it has ${killed.preRollMilliseconds} ms of pre-roll`);
    }
    if (missingMilliseconds > mostMissingMilliseconds) {
      problems.push(`${Math.round(missingMilliseconds)} ms are missing`);
    }
  } catch (error) {
    problems.push(String(error));
  }
  if (problems.length > 0) {
    failures += 1;
    console.log(`${victim}, killed after ${afterMilliseconds} ms: ${problems.join('; ')}`);
  }
}
missing.sort((a, b) => a - b);
const at = (share: number): number => Math.round(missing[Math.min(missing.length - 1, Math.floor(missing.length * share))] ?? NaN);
console.log(
  `${count} kills: ${playable} files, each plays; ${count - failures - playable} before the first picture was written; ${failures} failures`,
);
console.log(
  `missing at the end: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms, most ${at(1)} ms; at most ${mostMissingMilliseconds} ms are allowed`,
);
process.exitCode = failures === 0 ? 0 : 1;
