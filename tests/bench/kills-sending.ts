/**
 * SIGKILL at random moments while PetLog tells of events and copies recordings to WebDAV and S3: `npm run bench:kills-sending
 * [-- --count 50]`. Each event has to be told at least once, always under the same id, and each file has to be the same there.
 * Exits with 1 otherwise.
 */
import { parseArgs } from 'node:util';
import { killWhileSending } from '../support/killed-sending.ts';
import { testTheBuild } from '../support/tested-program.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '50' } } });
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
const { eventCount, lostCount, renamedCount, repeatedCount, fileCount, differences, killsDuringUploads } = result;
console.log(
  `${kills} kills in ${Math.round((performance.now() - startedAt) / 1000)} s, ${killsDuringUploads} of them with a file that was there in part`,
);
console.log(
  `${eventCount} events were answered: ${lostCount} were not told, ${renamedCount} under several ids, ${repeatedCount} told once more`,
);
console.log(`${fileCount} files: ${differences.length === 0 ? 'each is the same there' : differences.join('; ')}`);
process.exitCode = lostCount + renamedCount + differences.length === 0 ? 0 : 1;
