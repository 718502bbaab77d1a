import * as filePromises from 'node:fs/promises';
import type { Plugin } from 'vite';

const name = 'node:fs/promises';
const id = '\0late-file-promises';

/** What `external` has to leave to this plugin. */
export const isLate = (source: string): boolean => source === name;

/**
 * Where a program imports `node:fs/promises`, that is loaded with the first call, not with the program. With it come Node's
 * readers of lines and watchers of directories, a megabyte, which a program that runs once for each camera does not need.
 */
export const lateFilePromises = (): Plugin => ({
  name: 'late-file-promises',
  enforce: 'pre',
  resolveId: (source) => (isLate(source) ? id : undefined),
  load: (source) =>
    source === id
      ? `import files from 'node:fs';\n${Object.entries(filePromises)
          .filter(([key]) => key !== 'default')
          .map(([key, value]) => `export const ${key} = ${lateValue(key, typeof value === 'function')};`)
          .join('\n')}`
      : undefined,
});

const lateValue = (key: string, isFunction: boolean): string =>
  isFunction ? `(...parameters) => files.promises.${key}(...parameters)` : `/* @__PURE__ */ (() => files.${key})()`;
