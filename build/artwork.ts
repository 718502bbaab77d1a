/**
 * Renders the pictures in main/drawing/artwork/ from their sources, so that the application needs no
 * renderer. `--check` changes nothing and fails when a picture is not what its source says.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { artworkUrl, loadArtwork } from '../main/drawing/artwork.ts';
import { packPixels } from '../main/drawing/pixel-file.ts';
import { difference } from './artwork/difference.ts';
import { artwork } from './artwork/render.ts';

const onlyChecks = process.argv.includes('--check');
for (const [name, render] of artwork) {
  const picture = await render();
  if (!onlyChecks) {
    await mkdir(new URL('.', artworkUrl(name)), { recursive: true });
    await writeFile(artworkUrl(name), await packPixels(picture));
    continue;
  }
  const differs = await loadArtwork(name).then((stored) => difference(stored, picture), String);
  if (differs !== null) {
    console.error(`main/drawing/artwork/${name}.gz is not what its source says (${differs}); run "npm run artwork" and commit it.`);
    process.exitCode = 1;
  }
}
