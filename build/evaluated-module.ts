import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

/** A module whose exports are plain values that are computed now, so that nothing of what it imports is bundled. */
export const evaluatedModule = (file: string): Plugin => ({
  name: 'evaluated-module',
  load: {
    order: 'pre',
    async handler(id) {
      if (id !== file) {
        return null;
      }
      const values = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
      return Object.entries(values)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
        .join('');
    },
  },
});
