// Runs on an emulated arm64 machine: looks at one prepared picture, and says what came of it as JSON.
const { readFileSync } = require('node:fs');
const { InferenceSession, Tensor } = require('onnxruntime-node');

const [, , modelPath, picturePath] = process.argv;
const bytes = readFileSync(picturePath);
const pixels = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const sizePixels = Math.sqrt(pixels.length / 3);

async function look() {
  const session = await InferenceSession.create(modelPath, { intraOpNumThreads: 1, interOpNumThreads: 1, enableCpuMemArena: false });
  const outputs = await session.run({ [session.inputNames[0]]: new Tensor('float32', pixels, [1, sizePixels, sizePixels, 3]) });
  const said = Object.values(outputs).map(({ dims, data }) => ({ dims, values: [...data] }));
  console.log(JSON.stringify({ architecture: process.arch, node: process.version, outputs: said }));
}

void look();
