import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { collectEverything } from '../../../main/system/garbage-collection.ts';

const module = new URL('../../../main/system/garbage-collection.ts', import.meta.url).href;
/** Prints whether what nobody needs was collected, and whether the modules were loaded that Node is asked with. */
const program = `
  import { collectEverything, garbageCollector } from ${JSON.stringify(module)};
  const collect = garbageCollector();
  const unneeded = new WeakRef({});
  setImmediate(() => {
    collectEverything(collect);
    console.log(unneeded.deref() === undefined, process.moduleLoadList.includes('NativeModule v8'));
  });
`;

test.each([
  { flags: ['--expose-gc'], said: 'true false\n' },
  { flags: [], said: 'true true\n' },
])('collects, however Node was started: $flags', async ({ flags, said }) => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '--input-type=module', '--eval', program]);
  expect(stdout).toBe(said);
});

test('everything is more than V8 would do by itself', () => {
  const asked: NodeJS.GCOptions[] = [];
  collectEverything((options) => asked.push(options));
  expect(asked).toEqual([{ type: 'major', execution: 'sync', flavor: 'last-resort' }]);
});
