import { defineConfig } from 'vite';
import { chunkNames, preloadShell } from './chunks.ts';

const root = new URL('.', import.meta.url).pathname.replace(/\/$/, '');
const inRenderer = (path: string): string => new URL(path, import.meta.url).pathname;

/** `base` is relative, so that the same files work at `/` and under the sub-path of a proxy. Nothing is inlined, because the page's policy forbids it. */
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  base: './',
  plugins: [preloadShell(root)],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // A test adds up what is loaded before the first picture.
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: inRenderer('index.html'),
        trust: inRenderer('trust.html'),
        'service-worker': inRenderer('installation/service-worker.ts'),
      },
      // A service worker is in charge of what lies beside and below it.
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkNames(root), debugName: 'first picture' }] },
      },
    },
  },
});
