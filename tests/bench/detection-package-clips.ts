/** Clips of pictures and videos of Debian's packages. */
import { statSync } from 'node:fs';
import sharp from 'sharp';
import { catPicture } from '../support/moving-scenes/animal.ts';
import { type ColorPicture, full, picturesPerSecond } from '../support/moving-scenes/scene.ts';
import { type Clip, crossing, drawn, filmed, videoJpegs, within } from './detection-clips.ts';
import { cutOut } from './detection-pictures.ts';
import { qtResource } from './qt-resources.ts';

/** An empty place as a photograph shows it. */
async function backgroundOf(path: string): Promise<ColorPicture> {
  const { widthPixels: width, heightPixels: height } = full;
  const pixels = await sharp(path).resize(width, height, { fit: 'cover' }).removeAlpha().raw().toBuffer();
  return { ...full, pixels: new Uint8Array(pixels) };
}

/** @param find where a file of a package is; without it, its clips are left out */
export async function packageClips(find: (path: string) => string | null): Promise<{ clips: Clip[]; missing: string[] }> {
  const cat = await catPicture();
  const missing: string[] = [];
  const clips: Clip[] = [];
  const wanted: readonly [name: string, path: string, make: (name: string, path: string) => Promise<Clip>][] = [
    [
      'a dog',
      'usr/share/tuxpaint/stamps/animals/mammals/dogs/dog.png',
      async (name, path) => drawn(name, 'room', [{ label: 'dog', picture: await cutOut(path, null), visits: [crossing(8, 7, 0.6, 0.22)] }]),
    ],
    [
      'a black dog',
      'usr/share/darknet/data/dog.jpg',
      async (name, path) =>
        drawn(name, 'tiles', [
          {
            label: 'dog',
            picture: await cutOut(path, { left: 125, top: 215, width: 190, height: 330 }),
            visits: [crossing(8, 7, 0.55, 0.2)],
          },
        ]),
    ],
    [
      'a kitten',
      'usr/share/doc/opencv-doc/opencv4/html/cat_det.jpg',
      async (name, path) =>
        drawn(name, 'carpet', [
          { label: 'cat', picture: await cutOut(path, { left: 40, top: 4, width: 340, height: 408 }), visits: [crossing(8, 6, 0.6, 0.22)] },
        ]),
    ],
    [
      'a cat and a dog, apart',
      'usr/share/tuxpaint/stamps/animals/mammals/dogs/dog.png',
      async (name, path) =>
        drawn(name, 'room', [
          { label: 'cat', picture: cat, visits: [crossing(8, 10, 0.4, 0.22, within(0.05, 0.35))] },
          { label: 'dog', picture: await cutOut(path, null), visits: [crossing(8, 10, 0.65, 0.2, within(0.95, 0.65))] },
        ]),
    ],
    [
      'a person in a blue coat',
      'usr/share/darknet/data/person.jpg',
      async (name, path) =>
        drawn(name, 'room', [
          {
            label: 'person',
            picture: await cutOut(path, { left: 186, top: 94, width: 94, height: 288 }),
            visits: [crossing(8, 7, 0.55, 0.12)],
          },
        ]),
    ],
    [
      'a rabbit, which is a movement',
      'usr/share/tuxpaint/stamps/animals/mammals/rabbit_little.png',
      async (name, path) => drawn(name, 'room', [{ label: null, picture: await cutOut(path, null), visits: [crossing(8, 6, 0.65, 0.15)] }]),
    ],
    [
      'the cat of scikit-image, in its room',
      'usr/lib/python3/dist-packages/skimage/data/chelsea.png',
      async (name, path) =>
        drawn(name, await backgroundOf(path.replace('chelsea', 'motorcycle_left')), [
          {
            label: 'cat',
            picture: await cutOut(path, { left: 40, top: 0, width: 370, height: 300 }),
            visits: [crossing(8, 6, 0.6, 0.24)],
          },
        ]),
    ],
    [
      'a German shepherd',
      'usr/share/gcompris-qt/rcc/explore_farm_animals.rcc',
      async (name, path) =>
        drawn(name, 'room', [
          {
            label: 'dog',
            picture: await cutOut(qtResource(path, 'dog.webp'), { left: 30, top: 20, width: 880, height: 720 }),
            visits: [crossing(8, 7, 0.6, 0.24)],
          },
        ]),
    ],
    [
      'a red kitten',
      'usr/share/gcompris-qt/rcc/erase.rcc',
      async (name, path) =>
        drawn(name, 'tiles', [
          {
            label: 'cat',
            picture: await cutOut(qtResource(path, 'kitten.webp'), { left: 600, top: 200, width: 680, height: 780 }),
            visits: [crossing(8, 6, 0.6, 0.2)],
          },
        ]),
    ],
    [
      'a horse, which is a movement',
      'usr/share/gcompris-qt/rcc/erase.rcc',
      async (name, path) =>
        drawn(name, 'room', [
          {
            label: null,
            picture: await cutOut(qtResource(path, 'horse.webp'), { left: 160, top: 90, width: 1040, height: 960 }),
            visits: [crossing(8, 6, 0.6, 0.2)],
          },
        ]),
    ],
    [
      'people in a street, filmed',
      'usr/share/doc/opencv-doc/examples/data/vtest.avi',
      async (name, path) => {
        const jpegs = videoJpegs(path);
        const seconds = jpegs.length / picturesPerSecond;
        return { ...(await filmed(name, jpegs, [{ label: 'person', fromSeconds: 0, untilSeconds: seconds }])), isCrowd: true };
      },
    ],
    [
      'nobody: leaves in the wind, filmed',
      'usr/share/doc/opencv-doc/examples/data/tree.avi',
      async (name, path) => filmed(name, videoJpegs(path), []),
    ],
  ];
  for (const [name, path, make] of wanted) {
    const found = find(path);
    if (found === null || statSync(found).size === 0) {
      missing.push(name);
    } else {
      clips.push(await make(name, found));
    }
  }
  return { clips, missing };
}
