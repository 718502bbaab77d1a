import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { channelStdio, MessageChannel } from '../../../main/frames/message-channel.ts';
import { forkNode } from '../../../main/system/node-program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('messages keep their order, their bytes and their end', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'echo.mjs');
  await writeFile(
    path,
    `
    import { MessageChannel } from ${JSON.stringify(new URL('../../../main/frames/message-channel.ts', import.meta.url).href)};
    let count = 0;
    const channel = MessageChannel.toParent({ onMessage: (message) => channel.send({ ...message, count: (count += 1) }), onEnd: () => process.exit(count) });
  `,
  );
  const child = forkNode(path, { stdio: channelStdio });
  const answers: unknown[] = [];
  const { promise: isAnswered, resolve } = Promise.withResolvers<void>();
  const messages = [
    { text: 'größer', none: null, list: [1, 2.5, { jpeg: Buffer.from([255, 216, 0]) }], empty: Buffer.alloc(0) },
    { picture: Buffer.alloc(300_000, 7), others: [Buffer.from('a'), Buffer.from('bc')] },
    { type: 'last' },
  ];
  const channel = MessageChannel.toChild(child, { onMessage: (answer) => answers.push(answer) === messages.length && resolve() });
  messages.forEach((message) => channel?.send(message));
  await isAnswered;
  expect(answers).toEqual(messages.map((message, index) => ({ ...message, count: index + 1 })));
  channel?.end();
  expect(await once(child, 'exit')).toEqual([3, null]);
});

const noMessages = [
  ['too long', Buffer.alloc(100_000, 255)],
  ['no JSON', Buffer.from([0, 0, 0, 8, 0, 0, 0, 4, 1, 2, 3, 4])],
  ['too short', Buffer.from([0, 0, 0, 1, 7])],
] as const;

test.each(noMessages)('a child whose parent sends what is no message (%s) ends with its channel', async (_what, bytes) => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'end.mjs');
  await writeFile(
    path,
    `
    import { MessageChannel } from ${JSON.stringify(new URL('../../../main/frames/message-channel.ts', import.meta.url).href)};
    MessageChannel.toParent({ onMessage: () => process.exit(1), onEnd: () => process.exit(4) });
  `,
  );
  const child = forkNode(path, { stdio: channelStdio });
  const ended = once(child, 'exit');
  (child.stdio[3] as Socket).on('error', () => {}).write(bytes);
  expect(await ended).toEqual([4, null]);
});

test('a child sees the end of whoever started it, and what is sent to one that is gone is lost', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'end.mjs');
  await writeFile(path, 'process.exit(5);');
  const child = forkNode(path, { stdio: channelStdio });
  const { promise: isOver, resolve } = Promise.withResolvers<void>();
  const channel = MessageChannel.toChild(child, { onMessage: () => {}, onEnd: resolve });
  channel?.send({ much: Buffer.alloc(10_000_000) });
  await isOver;
  channel?.send({ late: true });
  channel?.end();
});
