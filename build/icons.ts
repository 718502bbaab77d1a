/**
 * Renders the application's icon at every size into build/icons/, where electron-builder finds it.
 * `--check` changes nothing and fails when a picture is not what its source says.
 */
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { iconSizesPixels, iconSvg } from './artwork/icon.ts';

const onlyChecks = process.argv.includes('--check');
for (const size of iconSizesPixels) {
  const name = `${size}x${size}.png`;
  const path = new URL(`icons/${name}`, import.meta.url);
  const picture = await sharp(Buffer.from(iconSvg(size)))
    .png({ compressionLevel: 9 })
    .toBuffer();
  if (!onlyChecks) {
    await writeFile(path, picture);
  } else if (!(await samePixels(await readFile(path).catch(() => Buffer.alloc(0)), picture))) {
    console.error(`build/icons/${name} is not what its source says; run "npm run icons" and commit it.`);
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
