import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import { rootDirectory, targets } from '../../../build/targets.ts';
import { channelStdio, MessageChannel } from '../../../main/frames/message-channel.ts';
import { forkNode } from '../../../main/system/node-program.ts';

/** Says when it is asked which of Node's own modules were loaded. */
const listing = `
  process.once('SIGUSR2', () => {
    require('fs').writeSync(2, process.moduleLoadList.join('\\n'));
    process.exit(0);
  });
`;

test('the program that runs once for each camera loads none of what Node has beside what it needs', async () => {
  const target = targets.find(({ name }) => name === 'media-process');
  // Where its packages are found.
  const directory = await mkdtemp(join(rootDirectory, 'node_modules/.media-process-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await build({ ...target?.vite, build: { ...target?.vite.build, outDir: directory } });
  await writeFile(join(directory, 'listing.cjs'), listing);
  const execArgv = ['--expose-gc', '--require', join(directory, 'listing.cjs')];
  const child = forkNode(join(directory, 'index.cjs'), { execArgv, stdio: channelStdio });
  const said = text(child.stderr!);
  const { promise: isReady, resolve } = Promise.withResolvers<unknown>();
  MessageChannel.toChild(child, { onMessage: resolve });
  expect(await isReady).toEqual({ type: 'ready' });
  child.kill('SIGUSR2');
  const loaded = (await said).split('\n');
  expect(loaded).toContain('NativeModule net');
  expect(
    loaded.filter((name) => /^NativeModule (internal\/fs\/promises|internal\/readline\/.*|v8|vm|crypto|perf_hooks)$/.test(name)),
  ).toEqual([]);
});
