/** SIGKILL at random moments of a recording: `node tests/bench/kills.ts [count]`. Every file has to play, and none may lack more than its last second. */
import { killRecording, type Victim } from '../support/killed-recording.ts';

const count = Number(process.argv[2] ?? 200);
const victims: readonly Victim[] = ['application', 'media process', 'both'];
const missing: number[] = [];
for (let index = 0; index < count; index += 1) {
  const victim = victims[index % victims.length] ?? 'both';
  const afterMilliseconds = Math.round(Math.random() * 4000);
  try {
    const { listedCount, missingMilliseconds } = await killRecording(victim, afterMilliseconds);
    missing.push(missingMilliseconds);
    if (listedCount > 1 || missingMilliseconds > 1000) {
      console.log(`${victim} after ${afterMilliseconds} ms: ${listedCount} recordings, ${Math.round(missingMilliseconds)} ms missing`);
    }
  } catch (error) {
    console.log(`${victim} after ${afterMilliseconds} ms: ${String(error)}`);
  }
}
missing.sort((a, b) => a - b);
console.log(`${missing.length} of ${count} are as they should be or reported above; missing at the end: median ${Math.round(missing[Math.floor(missing.length / 2)] ?? NaN)} ms, most ${Math.round(missing.at(-1) ?? NaN)} ms`);
