/** Clips of different kinds in which it is known who is there when: the footage that PetLog ships, and what is made of pictures that can be had. */
import { spawnSync } from 'node:child_process';
import sharp, { type Sharp } from 'sharp';
import { footagePath } from '../support/footage-jpegs.ts';
import { catPicture } from '../support/moving-scenes/animal.ts';
import { background } from '../support/moving-scenes/backgrounds.ts';
import { type ColorPicture, picturesPerSecond, Scene, type SceneOptions, small, type Visit } from '../support/moving-scenes/scene.ts';
import { calm, headlights, infrared, lamp } from '../support/moving-scenes/sequences.ts';
import { jpegOf } from './detection-pictures.ts';
import type { WatchedPictures } from './watched-pictures.ts';

/** FF D8 FF begins each JPEG, and is in none of FFmpeg's otherwise. */
const startOfImage = Buffer.from([0xff, 0xd8, 0xff]);

export interface ExpectedVisit {
  /** null: what the model has no label for, and that is to be a movement. */
  readonly label: string | null;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** Of the footage that PetLog ships. */
export const footageVisit: ExpectedVisit = { label: 'cat', fromSeconds: 5.1, untilSeconds: 15.9 };

export interface Clip extends WatchedPictures {
  readonly name: string;
  readonly visits: readonly ExpectedVisit[];
  /** More than one of them may be there at a time, and which is which is not known. */
  readonly isCrowd?: true;
}

export const crossing = (
  fromSeconds: number,
  seconds: number,
  y: number,
  width: number,
  along = (share: number): number => share,
): Visit => ({
  fromSeconds,
  untilSeconds: fromSeconds + seconds,
  at: (now) => ({ x: -width / 2 + along((now - fromSeconds) / seconds) * (1 + width), y: y + 0.015 * Math.sin(now * 9), width }),
});
const back = (share: number): number => 1 - share;
const resting = (share: number): number => (share < 0.1 ? share * 5 : share > 0.9 ? 0.5 + (share - 0.9) * 5 : 0.5);
/** In its part of the picture, so that two never meet. */
export const within =
  (from: number, until: number) =>
  (share: number): number =>
    from + (until - from) * (0.5 - 0.5 * Math.cos(share * 6));

interface Actor {
  readonly label: string | null;
  readonly picture: ColorPicture;
  readonly visits: readonly Visit[];
}

type Conditions = Partial<Pick<SceneOptions, 'light' | 'noise' | 'contrast' | 'shake' | 'blocks' | 'hasClock'>>;

/** One scene for each actor; who comes second is drawn over the picture with the first. */
export function drawn(
  name: string,
  place: Parameters<typeof background>[0] | ColorPicture,
  actors: readonly Actor[],
  conditions: Conditions & { isGrey?: true; seconds?: number } = {},
): Clip {
  const { isGrey, seconds = 40, ...other } = conditions;
  const scenery = typeof place === 'string' ? background(place, name.length * 31) : place;
  const scene = new Scene({
    name,
    background: scenery,
    animal: actors[0]?.picture ?? scenery,
    contrast: 1,
    visits: actors[0]?.visits ?? [],
    ...calm,
    ...other,
    seed: name.length * 17,
    others: actors.slice(1).map(({ picture, visits }) => ({ animal: picture, visits })),
  });
  return {
    name,
    count: seconds * picturesPerSecond,
    visits: actors.flatMap(({ label, visits }) => visits.map(({ fromSeconds, untilSeconds }) => ({ label, fromSeconds, untilSeconds }))),
    grey: (index) => scene.grey(index / picturesPerSecond),
    async jpeg(index) {
      const jpeg = await jpegOf(scene.color(index / picturesPerSecond));
      return isGrey === true ? sharp(jpeg).grayscale().jpeg({ quality: 85 }).toBuffer() : jpeg;
    },
  };
}

const greyOf = async (jpeg: Buffer): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp(jpeg).resize(small.widthPixels, small.heightPixels, { fit: 'fill' }).grayscale().extractChannel(0).raw().toBuffer(),
  );

export async function filmed(name: string, jpegs: readonly Buffer[], visits: readonly ExpectedVisit[]): Promise<Clip> {
  const greys = await Promise.all(jpegs.map(greyOf));
  return { name, count: jpegs.length, visits, grey: (index) => greys[index]!, jpeg: (index) => Promise.resolve(jpegs[index]!) };
}

/** Five a second. */
export function videoJpegs(path: string): Buffer[] {
  const flags = ['-v', 'error', '-i', path, '-vf', `fps=${picturesPerSecond},format=yuvj420p`, '-q:v', '3', '-f', 'mjpeg', '-'];
  const { status, stdout, stderr } = spawnSync('ffmpeg', flags, { maxBuffer: 2 ** 30 });
  if (status !== 0) {
    throw new Error(`ffmpeg cannot read ${path}: ${stderr.toString()}`);
  }
  const jpegs: Buffer[] = [];
  for (let start = 0; start >= 0;) {
    const next = stdout.indexOf(startOfImage, start + 1);
    jpegs.push(stdout.subarray(start, next < 0 ? undefined : next));
    start = next;
  }
  return jpegs;
}

const changed = (jpegs: readonly Buffer[], change: (picture: Sharp) => Sharp): Promise<Buffer[]> =>
  Promise.all(jpegs.map((jpeg) => change(sharp(jpeg)).jpeg({ quality: 85 }).toBuffer()));

/** Of what the repository has. */
export async function ownClips(): Promise<Clip[]> {
  const cat = await catPicture();
  const [y, width] = [0.6, 0.22];
  const shipped = videoJpegs(footagePath);
  const visit: ExpectedVisit[] = [footageVisit];
  return [
    await filmed('the footage that PetLog ships', shipped, visit),
    await filmed('the footage in infrared, grey', await changed(shipped, (picture) => picture.grayscale()), visit),
    await filmed('the footage at night', await changed(shipped, (picture) => picture.linear(0.35, 8)), visit),
    drawn('a cat walks through a room', 'room', [{ label: 'cat', picture: cat, visits: [crossing(8, 5, y, width)] }]),
    drawn('a cat dashes by within 1.2 s', 'room', [{ label: 'cat', picture: cat, visits: [crossing(8, 1.2, y, width, back)] }]),
    drawn('a cat far away', 'tiles', [{ label: 'cat', picture: cat, visits: [crossing(8, 6, y, 0.08)] }]),
    drawn('a cat that hardly differs', 'carpet', [{ label: 'cat', picture: cat, visits: [crossing(8, 4, y, width)] }], { contrast: 0.35 }),
    drawn('a cat rests for two minutes', 'room', [{ label: 'cat', picture: cat, visits: [crossing(8, 120, y, width, resting)] }], {
      seconds: 150,
    }),
    drawn('two cats, apart', 'room', [
      { label: 'cat', picture: cat, visits: [crossing(8, 10, 0.4, 0.2, within(0.05, 0.35))] },
      { label: 'cat', picture: cat, visits: [crossing(8, 10, 0.7, 0.2, within(0.95, 0.65))] },
    ]),
    drawn('nobody: an empty room', 'room', []),
    drawn('nobody: a lamp is switched', 'room', [], { light: lamp([9, 20, 31]) }),
    drawn('nobody: infrared is switched', 'tiles', [], { light: infrared(14), noise: 2.5 }),
    drawn('nobody: headlights on a wall', 'wall', [], { light: headlights([10, 20, 30]) }),
    drawn('nobody: a clock, and compression', 'carpet', [], { hasClock: true, blocks: 2 }),
  ];
}

/** Labels of those who are there, and of those of whom at least a good half is to be seen: coming and going takes a part of each visit. */
export function labelsAt({ visits }: Clip, index: number): { present: ReadonlySet<string>; whole: ReadonlySet<string> } {
  const seconds = index / picturesPerSecond;
  const present = new Set<string>();
  const whole = new Set<string>();
  for (const { label, fromSeconds, untilSeconds } of visits) {
    const edge = Math.min(1, (untilSeconds - fromSeconds) * 0.15);
    if (label !== null && seconds >= fromSeconds && seconds < untilSeconds) {
      present.add(label);
      if (seconds >= fromSeconds + edge && seconds < untilSeconds - edge) {
        whole.add(label);
      }
    }
  }
  return { present, whole };
}
