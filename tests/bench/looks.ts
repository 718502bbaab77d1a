/**
 * Whether animals of one species can be told apart by what the shipped model knows of a picture: `node tests/bench/looks.ts`.
 *
 * Each animal there is one photograph of, put into four places, in three lights and in two sizes. One picture of
 * each is confirmed; for the others the most similar confirmed one says whose they are. As they are of the same photograph,
 * that is easier than two pictures of a living animal.
 */
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { PictureParts, squareAround } from '../../main/detection-process/picture-parts.ts';
import { JpegDecoder } from '../../main/ffmpeg/jpeg-decoder.ts';
import { catPicture } from '../support/moving-scenes/animal.ts';
import { background, type BackgroundName } from '../support/moving-scenes/backgrounds.ts';
import { type ColorPicture, full, Scene } from '../support/moving-scenes/scene.ts';
import { calm } from '../support/moving-scenes/sequences.ts';
import { cutOut, jpegOf, packagedPictures } from './detection-pictures.ts';
import { median } from './statistics.ts';
import { markdownTable } from './table.ts';
import { model } from './watched-pictures.ts';

const sizePixels = 300;
/** The last of the backbone's pictures: 10 by 10 with 1280 features, before what finds boxes. */
const features =
  'FeatureExtractor/MobilenetV2/Conv_1/Relu6;FeatureExtractor/MobilenetV2/Conv_1/BatchNorm/FusedBatchNormV3;FeatureExtractor/MobilenetV2/Conv_1/Conv2D_213';

/** A message that is repeated in Protocol Buffers is merged with the first: a graph that has nothing but one more output. */
function withOutput(bytes: Buffer, name: string): Buffer {
  const field = (number: number, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(content.length)]), content]);
  return Buffer.concat([bytes, field(7, field(12, field(1, Buffer.from(name))))]);
}
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);

const session = await InferenceSession.create(withOutput(await readFile(model.modelPath), features), { intraOpNumThreads: 1 });
const parts = new PictureParts();
const decoder = new JpegDecoder();

type Light = 'day' | 'night' | 'infrared, grey';
interface View {
  readonly place: BackgroundName;
  readonly light: Light;
  readonly width: number;
}

const sceneries = {
  wall: background('wall', 11),
  room: background('room', 11),
  carpet: background('carpet', 11),
  tiles: background('tiles', 11),
} as const satisfies Readonly<Record<BackgroundName, ColorPicture>>;

async function embedding(animal: ColorPicture, { place, light, width }: View): Promise<Float32Array> {
  const visits = [{ fromSeconds: 0, untilSeconds: 1, at: () => ({ x: 0.5, y: 0.55, width }) }];
  const scene = new Scene({ ...calm, name: place, background: sceneries[place], animal, contrast: 1, visits, seed: 1 });
  const picture = sharp(await jpegOf(scene.color(0)));
  const lit = light === 'night' ? picture.linear(0.35, 8) : light === 'day' ? picture : picture.grayscale();
  const height = (width * full.widthPixels * animal.heightPixels) / animal.widthPixels / full.heightPixels;
  const frame = decoder.decode(await lit.jpeg({ quality: 85 }).toBuffer());
  const box = { x: 0.5 - width / 2, y: 0.55 - height / 2, width, height };
  const pixels = parts.pixels(frame, squareAround(box, full), sizePixels);
  const outputs = await session.run({ [session.inputNames[0]!]: new Tensor('float32', pixels, [1, sizePixels, sizePixels, 3]) });
  const { data, dims } = outputs[features]!;
  const [, channels = 0, rows = 0, columns = 0] = dims;
  const mean = new Float32Array(channels);
  (data as Float32Array).forEach((value, at) => (mean[Math.floor(at / (rows * columns))]! += value));
  const length = Math.hypot(...mean);
  return mean.map((value) => value / length);
}

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

const find = await packagedPictures();
const cut = async (path: string, area: Parameters<typeof cutOut>[1]): Promise<ColorPicture[]> => {
  const found = find(path);
  return found === null ? [] : [await cutOut(found, area)];
};
const species: Readonly<Record<string, readonly ColorPicture[]>> = {
  cats: [
    await catPicture(),
    ...(await cut('usr/share/doc/opencv-doc/opencv4/html/cat_det.jpg', { left: 40, top: 4, width: 340, height: 408 })),
  ],
  dogs: [
    ...(await cut('usr/share/tuxpaint/stamps/animals/mammals/dogs/dog.png', null)),
    ...(await cut('usr/share/darknet/data/dog.jpg', { left: 125, top: 215, width: 190, height: 330 })),
    ...(await cut('usr/share/tuxpaint/stamps/animals/mammals/dogs/dingo.png', null)),
  ],
};

const places: readonly BackgroundName[] = ['room', 'wall', 'carpet', 'tiles'];
const lights: readonly Light[] = ['day', 'night', 'infrared, grey'];
const views = places.flatMap((place) => lights.flatMap((light) => [0.25, 0.1].map((width): View => ({ place, light, width }))));
const [confirmed, ...others] = views;
for (const [name, animals] of Object.entries(species)) {
  const known = await Promise.all(animals.map((animal) => embedding(animal, confirmed!)));
  const rows = new Map<string, { right: number; all: number }>();
  const own: number[] = [];
  for (const [index, animal] of animals.entries()) {
    for (const view of others) {
      const seen = await embedding(animal, view);
      const similarities = known.map((each) => cosine(each, seen));
      own.push(similarities[index]!);
      const isRight = similarities.indexOf(Math.max(...similarities)) === index;
      for (const row of ['all', `animal ${index + 1}`, view.light, view.width === 0.1 ? 'small' : 'large', `place: ${view.place}`]) {
        const counts = rows.get(row) ?? { right: 0, all: 0 };
        rows.set(row, { right: counts.right + (isRight ? 1 : 0), all: counts.all + 1 });
      }
    }
  }
  const between = known.flatMap((a, index) => known.slice(index + 1).map((b) => cosine(a, b).toFixed(2)));
  const similarity = `confirmed pictures of different ones ${between.join(', ')}; of the same one in another light, size or place ${Math.min(...own).toFixed(2)} to ${Math.max(...own).toFixed(2)}, median ${median(own).toFixed(2)}`;
  console.log(`\n${animals.length} ${name}. Similarity: ${similarity}\n`);
  console.log(
    markdownTable(
      ['pictures', 'right', 'of'],
      [...rows].map(([row, { right, all }]) => [row, String(right), String(all)]),
    ),
  );
}
