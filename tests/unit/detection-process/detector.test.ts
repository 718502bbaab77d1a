import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { beforeAll, expect, test } from 'vitest';
import { modelOf } from '../../../main/detection/chosen-model.ts';
import { noticedLabels } from '../../../main/detection/noticed-labels.ts';
import { overlapOf } from '../../../main/detection/overlap.ts';
import { Detector, UnusableModelError } from '../../../main/detection-process/detector.ts';
import { ssdAnchors } from '../../../main/detection-process/ssd-decoder.ts';
import { squareAround } from '../../../main/detection-process/picture-parts.ts';
import { Config } from '../../../shared/config.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { identityModel } from '../../support/identity-model.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

Log.setLevel(AV_LOG_QUIET);
const model = modelOf(Config.parse({}));
const labels = ['cat', 'dog', 'person'];
const detector = new Detector();
let jpegs: Buffer[] = [];

beforeAll(() => {
  jpegs = footageJpegs(160);
});

test('the model is the one that its page tells of', async () => {
  const page = await readFile(new URL('../../../main/detection-process/model/README.md', import.meta.url), 'utf8');
  const sha256 = createHash('sha256')
    .update(await readFile(model.modelPath))
    .digest('hex');
  expect(page).toContain(`\`${sha256}\``);
  expect((await readFile(model.labelsPath, 'utf8')).split('\n')).toEqual(expect.arrayContaining(['Cat', 'Dog', 'Person']));
});

test('finds the cat of the footage where it is, in a part of the picture', async () => {
  const parts = [{ x: 0.3, y: 0.5, width: 0.3, height: 0.4 }];
  const { detections, processorMilliseconds } = await detector.detect({ model, jpeg: jpegs[150]!, parts, labels });
  expect(detections[0]).toMatchObject({ label: 'cat' });
  expect(detections[0]!.score).toBeGreaterThan(0.6);
  expect(overlapOf(detections[0]!.box, { x: 0.295, y: 0.46, width: 0.375, height: 0.445 })).toBeGreaterThan(0.7);
  expect(processorMilliseconds).toBeGreaterThan(0);
});

test('two looks at the same cat find one cat', async () => {
  const parts = [
    { x: 0.3, y: 0.5, width: 0.3, height: 0.4 },
    { x: 0, y: 0, width: 1, height: 1 },
  ];
  const { detections } = await detector.detect({ model, jpeg: jpegs[150]!, parts, labels });
  expect(detections.filter(({ score }) => score >= 0.5)).toHaveLength(1);
});

test('finds nobody on the empty floor, and no label that was not asked for', async () => {
  const whole = [{ x: 0, y: 0, width: 1, height: 1 }];
  expect((await detector.detect({ model, jpeg: jpegs[30]!, parts: whole, labels })).detections).toEqual([]);
  expect((await detector.detect({ model, jpeg: jpegs[150]!, parts: whole, labels: ['person'] })).detections).toEqual([]);
});

test('a broken picture is refused, and the next one is looked at', async () => {
  const parts = [{ x: 0.3, y: 0.5, width: 0.3, height: 0.4 }];
  await expect(detector.detect({ model, jpeg: Buffer.from('no JPEG'), parts, labels })).rejects.toThrow();
  expect((await detector.detect({ model, jpeg: jpegs[150]!, parts, labels })).detections).not.toEqual([]);
});

test('a model that is missing, broken, or of another shape is named in one sentence', async () => {
  await using temporary = await temporaryDirectory();
  const directory = temporary.path;
  const broken = join(directory, 'broken.onnx');
  await writeFile(broken, 'no model');
  const fewLabels = join(directory, 'labels.txt');
  await writeFile(fewLabels, 'nothing\ncat\n');
  const fail = (files: Partial<typeof model>): Promise<unknown> =>
    new Detector().detect({ model: { ...model, ...files }, jpeg: jpegs[0]!, parts: [], labels });
  await expect(fail({ modelPath: join(directory, 'none.onnx') })).rejects.toThrow(`there is no file ${directory}/none.onnx`);
  await expect(fail({ modelPath: broken })).rejects.toThrow(`the model ${broken} is broken, or no ONNX`);
  const flat = join(directory, 'flat.onnx');
  await writeFile(flat, identityModel([1, 300]));
  await expect(fail({ modelPath: flat })).rejects.toThrow(
    `the model ${flat} takes 1 x 300; it has to take 1 x SIZE x SIZE x 3 of 32-bit floating point`,
  );
  await expect(fail({ modelPath: flat })).rejects.toBeInstanceOf(UnusableModelError);
  const oblong = join(directory, 'oblong.onnx');
  await writeFile(oblong, identityModel([1, 300, 200, 3]));
  await expect(fail({ modelPath: oblong })).rejects.toThrow('takes 1 x 300 x 200 x 3;');
  const noDetector = join(directory, 'no-detector.onnx');
  await writeFile(noDetector, identityModel([1, 4, 4, 3]));
  await expect(fail({ modelPath: noDetector })).rejects.toThrow('gives 1 x 4 x 4 x 3; it has to give');
  await expect(fail({ labelsPath: fewLabels })).rejects.toThrow('it has to give 1 x 1917 x 4 and 1 x 1917 x 2');
  await expect(fail({ modelPath: broken })).rejects.toBeInstanceOf(UnusableModelError);
});

test('another labels file says what the same model is to be called, as pets are; one that names nobody whom PetLog notices is refused', async () => {
  await using temporary = await temporaryDirectory();
  const lines = (await readFile(model.labelsPath, 'utf8')).trimEnd().split('\n');
  const write = async (name: string, instead: (line: string) => string): Promise<typeof model> => {
    const labelsPath = join(temporary.path, name);
    await writeFile(labelsPath, lines.map(instead).join('\r\n'));
    return { ...model, labelsPath };
  };
  const parts = [{ x: 0.3, y: 0.5, width: 0.3, height: 0.4 }];
  const pigs = await write('pigs.txt', (line) => (line === 'Cat' ? 'Guinea pig' : line));
  const { detections } = await new Detector().detect({ model: pigs, jpeg: jpegs[150]!, parts, labels: noticedLabels });
  expect(detections[0]).toMatchObject({ label: 'guinea_pig' });
  expect(detections[0]!.score).toBeGreaterThan(0.6);
  const things = await write('things.txt', (line) => (['Cat', 'Dog', 'Person'].includes(line) ? 'Thing' : line));
  await expect(new Detector().try(things)).rejects.toThrow(`the labels ${things.labelsPath} name none of cat, dog, bird,`);
  await expect(new Detector().try(things)).rejects.toBeInstanceOf(UnusableModelError);
});

test('anchors are those of the model: 1917 for 300 pixels, the first and the last in their places', () => {
  const anchors = ssdAnchors(300);
  expect(anchors).toHaveLength(1917 * 4);
  expect([...anchors.slice(0, 4)]).toEqual([0.5 / 19, 0.5 / 19, 0.1, 0.1].map((value) => Math.fround(value)));
  expect([...anchors.slice(-4)]).toEqual([0.5, 0.5, Math.sqrt(0.95), Math.sqrt(0.95)].map((value) => Math.fround(value)));
});

test.each([
  [
    { x: 0.45, y: 0.45, width: 0.1, height: 0.1 },
    { left: 540, top: 260, widthPixels: 200, heightPixels: 200 },
  ],
  [
    { x: 0, y: 0, width: 0.2, height: 0.2 },
    { left: 0, top: 0, widthPixels: 384, heightPixels: 384 },
  ],
  [
    { x: 0, y: 0, width: 1, height: 1 },
    { left: 0, top: 0, widthPixels: 1280, heightPixels: 720 },
  ],
])('a part %j is shown as %j', (part, square) => {
  expect(squareAround(part, { widthPixels: 1280, heightPixels: 720 })).toEqual(square);
});
