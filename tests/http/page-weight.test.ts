import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { repositoryDirectory } from '../support/petlog-process.ts';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const directory = `${repositoryDirectory}out/renderer`;
const mostBytes = 90_000;
/** Of another language, whose words come beside the English ones, which are there when they cannot be had. */
const mostBytesOfLanguage = 18_500;

const fileBytes = async (file: string): Promise<number> => gzipSync(await readFile(`${directory}/${file}`)).length;

/** A part of the program and what it cannot do without. */
function closure(manifest: Readonly<Record<string, Chunk>>, names: readonly string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = manifest[name];
    expect(chunk, name).toBeDefined();
    if (chunk !== undefined && !seen.has(name)) {
      seen.add(name);
      closure(manifest, chunk.imports ?? [], seen);
    }
  }
  return seen;
}

test('what is loaded before the first picture is at most 90 kB, and the words of another language 18.5 kB', async () => {
  const manifest = JSON.parse(await readFile(`${directory}/.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;
  const names = [...closure(manifest, ['index.html', 'shell/shell.ts'])];
  const files = new Set(names.flatMap((name) => [manifest[name]?.file ?? '', ...(manifest[name]?.css ?? [])]));
  const sizes = await Promise.all(['index.html', ...files].map(fileBytes));
  const languages = ['de', 'es', 'fr', 'it', 'ja'].map((tag) => manifest[`text/${tag}.ts`]?.file ?? '');
  const largest = Math.max(...(await Promise.all(languages.map(fileBytes))));
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  expect(total).toBeLessThanOrEqual(mostBytes);
  expect(largest).toBeLessThanOrEqual(mostBytesOfLanguage);

  // What is for later is not among it.
  for (const later of ['views/library-view.ts', 'views/devices-view.ts', 'views/doctor-view.ts', 'views/kiosk-view.ts']) {
    expect(names).not.toContain(later);
    expect(files).not.toContain(manifest[later]?.file);
  }
});
