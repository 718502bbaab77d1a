import { expect, test } from 'vitest';
import { targets } from '../../../build/targets.ts';

const importer = { ofOurs: '/main/petlog.ts', ofExpress: '/node_modules/express/index.js', ofSharp: '/node_modules/sharp/dist/sharp.cjs' };

test.each(['main', 'headless', 'media-process'])(
  'packages stay outside the bundle %s, but for the JavaScript of those that would cost each process memory or time',
  (bundle) => {
    const vite = targets.find(({ name }) => name === bundle)?.vite;
    const external = vite?.build?.rolldownOptions?.external;
    expect(vite?.ssr?.noExternal).toBe(true); // or vite leaves it outside, whatever `external` says
    if (typeof external !== 'function') {
      throw new Error('the bundle does not say what stays outside');
    }
    const isOutside = (id: string, from = importer.ofOurs): unknown => external(id, from, false);
    const outside = ['mqtt', 'onnxruntime-node', 'electron', 'node:path', '@seydx/node-av-linux-x64/node-av.node', 'node-av'];
    expect(outside.filter((id) => isOutside(id) !== true)).toEqual([]);
    const inside = ['node-av/lib', 'node-av/constants', 'zod', 'express', 'sharp', './petlog.ts', '/main/petlog.ts'];
    expect(inside.filter((id) => isOutside(id) !== false)).toEqual([]);
    // What a package that is taken in uses comes along, unless it is Node's own, or only looked for.
    expect(['body-parser', 'path', 'supports-color'].map((id) => isOutside(id, importer.ofExpress))).toEqual([false, true, true]);
    expect(isOutside('@img/sharp-linux-arm64/sharp.node', importer.ofSharp)).toBe(true);
    expect(isOutside('@img/colour', importer.ofSharp)).toBe(false);
  },
);
