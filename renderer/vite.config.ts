import { defineConfig } from 'vite';

/** `base` is relative, so that the same files work at `/` and under the sub-path of a proxy. Nothing is inlined, because the page's policy forbids it. */
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  base: './',
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
