/**
 * Renders the application's icon at every size into build/icons/, where electron-builder finds it.
 * `--check` changes nothing and fails when a picture is not what its source says.
 */
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { iconSizesPixels, iconSvg, tiledIconSvg } from './artwork/icon.ts';

const onlyChecks = process.argv.includes('--check');
const ofDesktops = iconSizesPixels.map((size) => ({ path: `build/icons/${size}x${size}.png`, svg: iconSvg(size) }));
/** Of the app on phones: as it is, filling a tile that the phone cuts to its own shape, and Apple's tile. */
const ofPhones = [192, 512].flatMap((size) => [
  { path: `renderer/public/icons/${size}.png`, svg: iconSvg(size) },
  { path: `renderer/public/icons/maskable-${size}.png`, svg: tiledIconSvg(size, 0.8) },
]);
const ofApple = { path: 'renderer/public/icons/apple-touch-icon.png', svg: tiledIconSvg(180, 0.92) };

for (const { path: name, svg } of [...ofDesktops, ...ofPhones, ofApple]) {
  const path = new URL(`../${name}`, import.meta.url);
  const picture = await sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer();
  if (!onlyChecks) {
    await writeFile(path, picture);
  } else if (!(await samePixels(await readFile(path).catch(() => Buffer.alloc(0)), picture))) {
    console.error(`${name} is not what its source says; run "npm run icons" and commit it.`);
    process.exitCode = 1;
  }
}

/** Another version of the renderer may compress otherwise; only what one sees counts. */
async function samePixels(stored: Buffer, drawn: Buffer): Promise<boolean> {
  if (stored.length === 0) {
    return false;
  }
  const [one, other] = await Promise.all([stored, drawn].map((picture) => sharp(picture).ensureAlpha().raw().toBuffer()));
  return one!.length === other!.length && one!.every((value, index) => Math.abs(value - other![index]!) <= 2);
}
