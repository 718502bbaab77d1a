import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { OwnResponder } from '../../../main/announcing/own-responder.ts';
import { PetLogSearch } from '../../../main/camera/discovery/petlog-search.ts';
import { type MulticastGroup, MulticastQuestion } from '../../../main/network/multicast-question.ts';
import type { OwnLink } from '../../../main/network/own-networks.ts';
import { createSystemClock } from '../../../main/system/clock.ts';

const loopback: readonly OwnLink[] = [{ address: '127.0.0.1', network: '127.0.0.0/8' }];
const announcement = { name: 'PetLog on kitchen', port: 8123, texts: ['id=abc', 'v=0.1.0', 'path=/camera'], address: null };

/** A group of its own on the loopback network, with a member that hears everything and one that asks as other PetLogs do. */
async function network() {
  const listener = createSocket({ type: 'udp4', reuseAddr: true });
  const said: Buffer[] = [];
  listener.on('message', (message) => said.push(message));
  listener.bind(0);
  await once(listener, 'listening');
  const group: MulticastGroup = { address: '224.0.0.251', port: listener.address().port };
  listener.addMembership(group.address, '127.0.0.1');
  const faults: unknown[] = [];
  const options = {
    clock: createSystemClock(),
    group,
    hostname: () => 'Kitchen.home.example',
    links: () => loopback,
    onFault: (error: unknown): void => void faults.push(error),
  };
  const asked = async (until: (names: string[]) => boolean) => {
    const search = new PetLogSearch();
    let further = (_message: Buffer): void => {};
    const question = await MulticastQuestion.open({
      group,
      links: loopback,
      onAnswer(message, address) {
        const more = search.read(message, address);
        if (more !== null) {
          further(more);
        }
      },
    });
    further = (message) => question.ask(message);
    await expect
      .poll(() => {
        question.ask(search.message);
        return until(search.found.map(({ name }) => name));
      })
      .toBe(true);
    await question.close();
    return search.found;
  };
  return {
    options,
    said,
    asked,
    faults,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => listener.close(resolve));
      expect(faults).toEqual([]);
    },
  };
}

test('is found by another PetLog with port and path, and says goodbye', async () => {
  await using lan = await network();
  const responder = new OwnResponder(announcement, lan.options);
  expect(await lan.asked((names) => names.length > 0)).toEqual([
    expect.objectContaining({ address: '127.0.0.1', host: 'kitchen.local', port: 8123, path: '/camera', name: 'PetLog on kitchen' }),
  ]);
  lan.said.length = 0;
  await responder.withdraw();
  // A pointer that is to be kept for zero seconds (RFC 6762, 10.1).
  const goodbye = Buffer.from([0, 12, 0, 1, 0, 0, 0, 0]);
  await expect.poll(() => lan.said.some((message) => message.includes(goodbye) && message.includes('PetLog on kitchen'))).toBe(true);
});

test('two with one name find names of their own', async () => {
  await using lan = await network();
  const first = new OwnResponder(announcement, lan.options);
  const second = new OwnResponder({ ...announcement, port: 8124 }, lan.options);
  const found = await lan.asked((names) => new Set(names).size === 2 && names.length === 2);
  expect(found.map(({ port }) => port).sort()).toEqual([8123, 8124]);
  expect(found.map(({ name }) => name)).toContain('PetLog on kitchen');
  await first.withdraw();
  await second.withdraw();
});

test('withdrawn before anybody was told, and without a network, it says nothing and leaves nothing behind', async () => {
  await using lan = await network();
  await new OwnResponder(announcement, lan.options).withdraw();
  await new OwnResponder(announcement, { ...lan.options, links: () => [] }).withdraw();
  await new OwnResponder({ ...announcement, address: '192.168.1.20' }, lan.options).withdraw();
  expect(lan.said).toEqual([]);
});

test('a network that comes later is told', async () => {
  await using lan = await network();
  let links: readonly OwnLink[] = [];
  const waiting: (() => void)[] = [];
  const clock = {
    after(milliseconds: number, callback: () => void) {
      if (milliseconds < 10_000) {
        return lan.options.clock.after(milliseconds, callback);
      }
      waiting.push(callback);
      return () => {};
    },
  };
  const responder = new OwnResponder(announcement, { ...lan.options, clock, links: () => links });
  links = loopback;
  waiting.shift()?.();
  expect(await lan.asked((names) => names.length > 0)).toHaveLength(1);
  await responder.withdraw();
});
