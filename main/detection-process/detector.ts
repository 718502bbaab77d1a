import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Detection, DetectionAnswer, DetectorModel, DetectorRequests } from '../detection/detector-protocol.ts';
import { labelOf, noticedLabels } from '../detection/noticed-labels.ts';
import { overlapOf, withoutRepeats } from '../detection/overlap.ts';
import type { PictureCutter } from './picture-cutter.ts';
import { SsdDecoder } from './ssd-decoder.ts';

/** The model cannot be used: it is missing, broken, or not for what PetLog gives and takes. */
export class UnusableModelError extends Error {
  override readonly name = 'UnusableModelError';
}

interface LoadedModel extends DetectorModel {
  readonly session: InferenceSession;
  readonly inputName: string;
  /** Of its pictures, which are squares. */
  readonly sizePixels: number;
  readonly decoder: SsdDecoder;
}

/** Worse ones are not worth telling; a visit decides from many pictures. */
const leastScore = 0.3;
/** Two boxes that cover each other by that much (intersection over union) are of one thing. */
const sameBox = 0.5;

/** Finds things in parts of pictures by a model that it loads when it is needed. */
export class Detector {
  #cutter: PictureCutter | null = null;
  #model: LoadedModel | null = null;

  /** @throws UnusableModelError, or Error when the picture is broken */
  async detect({ model: files, jpeg, parts, labels }: DetectorRequests['detect']['question']): Promise<DetectionAnswer> {
    const before = process.cpuUsage();
    const model = await this.#load(files);
    const cutter = (this.#cutter ??= await openCutter());
    const found: Detection[] = [];
    for (const { square, pixels, widthPixels, heightPixels } of cutter.cut(jpeg, parts, model.sizePixels)) {
      const input = new Tensor('float32', pixels, [1, model.sizePixels, model.sizePixels, 3]);
      const outputs = await model.session.run({ [model.inputName]: input });
      for (const { label, score, box } of model.decoder.decode(tensorsOf(outputs), { labels, leastScore })) {
        found.push({
          label,
          score,
          box: insidePicture({
            x: (square.left + box.x * square.widthPixels) / widthPixels,
            y: (square.top + box.y * square.heightPixels) / heightPixels,
            width: (box.width * square.widthPixels) / widthPixels,
            height: (box.height * square.heightPixels) / heightPixels,
          }),
        });
      }
    }
    const { user, system } = process.cpuUsage(before);
    const detections = withoutRepeats(found, (a, b) => a.label === b.label && overlapOf(a.box, b.box) > sameBox);
    return { detections, processorMilliseconds: (user + system) / 1000 };
  }

  /**
   * Loads a model and has it look at a picture that is all grey.
   *
   * @throws UnusableModelError
   */
  async try(files: DetectorModel): Promise<{ processorMilliseconds: number }> {
    const { session, inputName, sizePixels } = await this.#load(files);
    const before = process.cpuUsage();
    await session.run({ [inputName]: emptyPicture(sizePixels) });
    const { user, system } = process.cpuUsage(before);
    return { processorMilliseconds: (user + system) / 1000 };
  }

  async #load({ modelPath, labelsPath }: DetectorModel): Promise<LoadedModel> {
    if (this.#model?.modelPath !== modelPath || this.#model.labelsPath !== labelsPath) {
      await this.#model?.session.release();
      this.#model = null;
      this.#model = await loadModel(modelPath, labelsPath);
    }
    return this.#model;
  }
}

/** After the model: while that is read it takes 25 MB more than afterwards, which is as much as FFmpeg has. */
async function openCutter(): Promise<PictureCutter> {
  const { PictureCutter } = await import('./picture-cutter.ts');
  return new PictureCutter();
}

async function loadModel(modelPath: string, labelsPath: string): Promise<LoadedModel> {
  const labels = (await readModelFile(labelsPath)).toString('utf8').trimEnd().split(/\r?\n/);
  if (!labels.slice(1).some((line) => noticedLabels.includes(labelOf(line)))) {
    throw new UnusableModelError(`the labels ${labelsPath} name none of ${noticedLabels.join(', ')}`);
  }
  const session = await InferenceSession.create(await readModelFile(modelPath), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // What it computes with is given back after each look: 20 MB less that stay, for 7 ms of the processor a look.
    enableCpuMemArena: false,
    logSeverityLevel: 3,
  }).catch((error: unknown) => {
    throw new UnusableModelError(`the model ${modelPath} is broken, or no ONNX: ${firstLine(error)}`);
  });
  const [input, ...more] = session.inputMetadata;
  const shape = input?.isTensor === true && input.type === 'float32' ? input.shape : [];
  const [batch, height, width, channels] = shape;
  if (input === undefined || more.length > 0 || batch !== 1 || typeof height !== 'number' || height !== width || channels !== 3) {
    await session.release();
    throw new UnusableModelError(
      `the model ${modelPath} takes ${describe(shape)}; it has to take 1 x SIZE x SIZE x 3 of 32-bit floating point`,
    );
  }
  const model = { modelPath, labelsPath, session, inputName: input.name, sizePixels: height, decoder: new SsdDecoder(height, labels) };
  // What it gives is known for sure once it has given it.
  const outputs = await session.run({ [input.name]: emptyPicture(height) });
  const shapes = tensorsOf(outputs).map(({ dims }) => dims);
  if (!model.decoder.fits(shapes)) {
    await session.release();
    const { anchorCount } = model.decoder;
    throw new UnusableModelError(
      `the model ${modelPath} gives ${shapes.map((dims) => describe(dims)).join(' and ')}; it has to give 1 x ${anchorCount} x 4 and 1 x ${anchorCount} x ${labels.length}`,
    );
  }
  return model;
}

async function readModelFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    throw new UnusableModelError(code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${firstLine(error)}`);
  }
}

const tensorsOf = (outputs: InferenceSession.ReturnType): { dims: readonly number[]; data: Float32Array }[] =>
  Object.values(outputs).map((output) => ({ dims: output.dims, data: output.data as Float32Array }));

const emptyPicture = (sizePixels: number): Tensor =>
  new Tensor('float32', new Float32Array(sizePixels * sizePixels * 3), [1, sizePixels, sizePixels, 3]);

const describe = (shape: readonly (number | string)[]): string => (shape.length === 0 ? 'no 32-bit floating point' : shape.join(' x '));

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200);

function insidePicture({ x, y, width, height }: Detection['box']): Detection['box'] {
  const left = Math.min(1, Math.max(0, x));
  const top = Math.min(1, Math.max(0, y));
  return { x: left, y: top, width: Math.min(1, Math.max(left, x + width)) - left, height: Math.min(1, Math.max(top, y + height)) - top };
}
