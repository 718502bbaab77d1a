/**
 * What a camera that encodes by itself costs while nobody watches, with the
 * default rewind and pre-roll, beside the camera: CPU time of the server and
 * its children, without the camera's program, at 1280x720 and 15 fps.
 *
 *     npm run bench:h264-rest -- [seconds]
 *
 * Takes PetLog as it was built.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { encodedFootage } from '../support/encoded-footage.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { cpuMilliseconds, processTree, residentMegabytes } from './process-usage.ts';

const seconds = Number(process.argv[2] ?? 60);
const [widthPixels, heightPixels] = [1280, 720];

await encodedFootage({ widthPixels, heightPixels }, 30);
await using camera = await FakeCamera.install(['rpicam-vid']);
await using petlog = await startPetLog({
  command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
  arguments: ['--camera', 'rpicam'],
  environment: { ...frugalEnvironment, PATH: camera.environment().PATH ?? '' },
  config: { camera: { codec: 'h264', resolution: [widthPixels, heightPixels], frame_rate: 15, always_on: true } },
});

const status = async (): Promise<{ state: string; fps: number }> =>
  (await call(`${petlog.url}/live/status`)).body as { state: string; fps: number };
while ((await status()).state !== 'live') {
  await sleep(200);
}
await sleep(10_000); // what starting costs is not what resting costs

const root = petlog.child.pid ?? 0;
const cameraPids = new Set((await camera.starts()).flatMap(({ pid }) => processTree(pid)));
const own = processTree(root).filter((pid) => !cameraPids.has(pid));
const before = own.map(cpuMilliseconds);
const startedAt = performance.now();
await sleep(seconds * 1000);
const elapsedMilliseconds = performance.now() - startedAt;
const used = own.map((pid, index) => cpuMilliseconds(pid) - (before[index] ?? 0));
for (const [index, pid] of own.entries()) {
  const percent = ((used[index] ?? 0) * 100) / elapsedMilliseconds;
  console.log(`${pid === root ? 'server' : 'child'} ${percent.toFixed(2)} % of a core, ${residentMegabytes(pid).toFixed(0)} MB`);
}
const total = used.reduce((sum, milliseconds) => sum + milliseconds, 0);
console.log(`together ${((total * 100) / elapsedMilliseconds).toFixed(2)} % of a core at ${(await status()).fps.toFixed(1)} fps`);
