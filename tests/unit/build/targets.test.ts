import { expect, test } from 'vitest';
import { targets } from '../../../build/targets.ts';

test.each(['main', 'media-process'])(
  'packages stay outside the bundle %s, but for the JavaScript of those that would cost each process memory or time',
  (bundle) => {
    const vite = targets.find(({ name }) => name === bundle)?.vite;
    const external = vite?.build?.rolldownOptions?.external;
    expect(vite?.ssr?.noExternal).toEqual(['node-av', 'zod', 'yaml', 'jose']); // or vite leaves it outside, whatever `external` says
    if (typeof external !== 'function') {
      throw new Error('the bundle does not say what stays outside');
    }
    const isOutside = (id: string): unknown => external(id, undefined, false);
    expect(['express', 'sharp', 'electron', 'node:path', '@seydx/node-av-linux-x64/node-av.node'].map(isOutside)).toEqual(
      Array(5).fill(true),
    );
    expect(['node-av/lib', 'node-av/constants', 'zod', 'yaml', 'jose', './petlog.ts', '/main/petlog.ts'].map(isOutside)).toEqual(
      Array(7).fill(false),
    );
  },
);
