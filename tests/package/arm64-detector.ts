/**
 * Whether the detector works on a Raspberry Pi 4's processor: `node tests/package/arm64-detector.ts`.
 *
 * Runs the packaged Node and ONNX Runtime for arm64, as they are put into the package, under QEMU as a Cortex-A72, on a picture
 * of the tests' footage, and compares what the model says with what it says here. QEMU and Debian's libraries for arm64 are
 * taken from Debian's packages without installing them. Needs apt, dpkg and root or user namespaces. Exits with 1 when it does not work.
 */
import { globSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { architectures } from '../../build/package/architecture.ts';
import { installNodeRuntime } from '../../build/package/node-runtime.ts';
import { rootDirectory } from '../../build/targets.ts';
import { modelOf } from '../../main/detection/chosen-model.ts';
import { PictureParts, squareAround } from '../../main/detection-process/picture-parts.ts';
import { JpegDecoder } from '../../main/ffmpeg/jpeg-decoder.ts';
import { Config } from '../../shared/config.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { PrivateMounts } from '../support/private-mounts.ts';
import { succeed } from './programs.ts';
import { cache } from './roots.ts';

/** What a Raspberry Pi 4 says of its processor. ONNX Runtime reads it, and crashes on an unknown one. */
const processorInfo = [0, 1, 2, 3]
  .map(
    (processor) => `processor\t: ${processor}
BogoMIPS\t: 108.00
Features\t: fp asimd evtstrm crc32 cpuid
CPU implementer\t: 0x41
CPU architecture: 8
CPU variant\t: 0x0
CPU part\t: 0xd08
CPU revision\t: 3
`,
  )
  .join('\n');

interface Answer {
  readonly architecture: string;
  readonly node: string;
  readonly outputs: readonly { readonly dims: readonly number[]; readonly values: readonly number[] }[];
}

/** Rounding differs between processors by less. */
const leastSame = 0.01;
const sizePixels = 300;

const directory = join(cache, 'arm64-detector');
await mkdir(directory, { recursive: true });

async function debian(architecture: string, packages: readonly string[], into: string): Promise<string> {
  const state = join(directory, `apt-${architecture}`);
  await rm(join(state, 'packages'), { recursive: true, force: true });
  await mkdir(join(state, 'lists/partial'), { recursive: true });
  await mkdir(join(state, 'archives/partial'), { recursive: true });
  await mkdir(join(state, 'packages'), { recursive: true });
  const options = [
    `APT::Architecture=${architecture}`,
    `APT::Architectures::=${architecture}`,
    `Dir::State=${state}`,
    `Dir::Cache=${state}`,
    'Dir::State::status=/dev/null',
  ].flatMap((option) => ['-o', option]);
  await succeed('apt-get', [...options, 'update']);
  await succeed('apt-get', [...options, 'download', ...packages], { cwd: join(state, 'packages') });
  for (const file of globSync('*.deb', { cwd: join(state, 'packages') })) {
    await succeed('dpkg-deb', ['-x', join(state, 'packages', file), into]);
  }
  return into;
}

async function once(name: string, make: (into: string) => Promise<unknown>): Promise<string> {
  const into = join(directory, name);
  if (globSync('*', { cwd: into }).length === 0) {
    await rm(into, { recursive: true, force: true });
    await make(into);
  }
  return into;
}

/** The part with the cat of a picture of the footage, as the detection process gives it to its model. */
function preparedPicture(): Float32Array {
  const jpeg = footageJpegs(151)[150]!;
  const picture = new JpegDecoder().decode(jpeg);
  const square = squareAround({ x: 0.3, y: 0.5, width: 0.3, height: 0.4 }, { widthPixels: picture.width, heightPixels: picture.height });
  return Float32Array.from(new PictureParts().pixels(picture, square, sizePixels));
}

async function lookHere(modelPath: string, pixels: Float32Array): Promise<Answer['outputs']> {
  const session = await InferenceSession.create(modelPath, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const [inputName = ''] = session.inputNames;
  const outputs = await session.run({ [inputName]: new Tensor('float32', pixels, [1, sizePixels, sizePixels, 3]) });
  return Object.values(outputs).map(({ dims, data }) => ({ dims, values: [...(data as Float32Array)] }));
}

/** With the libraries of arm64 alone, so that nothing of this machine is loaded by mistake. */
async function runtimeFor(): Promise<string> {
  const target = join(directory, 'program/node_modules/onnxruntime-node');
  const source = join(rootDirectory, 'node_modules/onnxruntime-node');
  await rm(join(directory, 'program'), { recursive: true, force: true });
  for (const part of ['package.json', 'dist', 'bin/napi-v6/linux/arm64']) {
    await mkdir(dirname(join(target, part)), { recursive: true });
    await cp(join(source, part), join(target, part), { recursive: true });
  }
  await symlink(join(rootDirectory, 'node_modules/onnxruntime-common'), join(directory, 'program/node_modules/onnxruntime-common'));
  const program = join(directory, 'program/look.cjs');
  await copyFile(join(import.meta.dirname, 'arm64-detector-program.cjs'), program);
  return program;
}

const { modelPath } = modelOf(Config.parse({}));
const arm64 = architectures.find(({ node }) => node === 'arm64');
if (arm64 === undefined) {
  throw new Error('no package is made for arm64');
}
const qemu = join(await once('qemu', (into) => debian('amd64', ['qemu-user-static'], into)), 'usr/bin/qemu-aarch64-static');
const libraries = await once('libraries', (into) => debian('arm64', ['libc6', 'libgcc-s1', 'libstdc++6', 'libatomic1'], into));
const node = join(await installNodeRuntime(arm64), 'bin/node');
const program = await runtimeFor();
const pixels = preparedPicture();
const picturePath = join(directory, 'picture.f32');
await writeFile(picturePath, pixels);
const infoPath = join(directory, 'cpuinfo');
await writeFile(infoPath, processorInfo);

await using mounts = await PrivateMounts.open();
await mounts.run(`mount --bind '${infoPath}' /proc/cpuinfo`);
const [enter, ...flags] = mounts.enter;
const said = await succeed(enter, [...flags, qemu, '-cpu', 'cortex-a72', '-L', libraries, node, program, modelPath, picturePath], {
  timeoutSeconds: 1800,
});
const there = JSON.parse(said) as Answer;
const here = await lookHere(modelPath, pixels);
const { version } = JSON.parse(await readFile(join(rootDirectory, 'node_modules/onnxruntime-node/package.json'), 'utf8')) as {
  version: string;
};
const most = here
  .flatMap(({ dims, values }, index) => {
    const other = there.outputs[index];
    return other?.dims.join() === dims.join() ? values.map((value, at) => Math.abs(value - other.values[at]!)) : [Infinity];
  })
  .reduce((largest, difference) => Math.max(largest, difference), 0);
const best = Math.max(...there.outputs.flatMap(({ values }) => values));
process.stdout.write(
  `Node ${there.node} for ${there.architecture} with onnxruntime-node ${version} under QEMU as a Cortex-A72: ` +
    `what the model says differs by at most ${most} from this machine's, where its largest number is ${best.toFixed(2)}. ${most <= leastSame ? 'It works.' : 'It does not work.'}\n`,
);
process.exitCode = most <= leastSame && there.architecture === 'arm64' ? 0 : 1;
