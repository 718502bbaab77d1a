import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const entryName = 'service-worker';

/**
 * Tells the service worker which files there are. Their names change with their
 * content, so that the worker itself changes with any of them, and browsers take
 * the new one.
 */
export const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = Object.values(bundle).find((output) => output.type === 'chunk' && output.name === entryName);
      if (worker?.type !== 'chunk') {
        return;
      }
      if (worker.imports.length > 0) {
        this.error('the service worker imports other files, which a plain script cannot');
      }
      const files = Object.keys(bundle)
        .filter((name) => /^assets\/.+\.(js|css|svg)$/.test(name) && !name.startsWith('assets/trust-'))
        .sort();
      const version = createHash('sha256').update(files.join('\n')).update(worker.code).digest('hex').slice(0, 16);
      worker.code = `const petlogFiles=${JSON.stringify(files)},petlogVersion=${JSON.stringify(version)};\n${worker.code}`;
    },
  },
});
