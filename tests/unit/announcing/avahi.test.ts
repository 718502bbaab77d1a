import { expect, test } from 'vitest';
import { Avahi } from '../../../main/announcing/avahi.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { FakeAvahi, FakeMessageBus } from '../../support/fake-avahi.ts';

const announcement = { name: 'PetLog on kitchen', port: 8123, texts: ['id=abc', 'v=0.1.0', 'path=/'], address: null };
const entry = { interfaceIndex: -1, name: 'PetLog on kitchen', port: 8123, texts: ['id=abc', 'v=0.1.0', 'path=/'] };

async function watched(bus: FakeMessageBus) {
  let changes = 0;
  const system = await Avahi.watch({
    clock: createSystemClock(),
    busAddress: bus.address,
    interfaceIndexOf: async (address) => (address === '192.168.1.20' ? 7 : undefined),
    onChange: () => (changes += 1),
  });
  return { system, changes: () => changes, [Symbol.dispose]: () => system.close() };
}

test('both services are announced in one group, with the port as it is, and are gone when it is withdrawn', async () => {
  await using bus = await FakeMessageBus.open();
  using avahi = await FakeAvahi.open(bus.address);
  using watch = await watched(bus);
  expect(watch.system.isRunning).toBe(true);
  const publication = await watch.system.publish(announcement);
  expect([...avahi.groups.values()]).toEqual([
    [
      { ...entry, type: '_petlog._tcp' },
      { ...entry, type: '_http._tcp' },
    ],
  ]);
  await publication.withdraw();
  expect(avahi.groups.size).toBe(0);
});

test('where the server has one address, it is announced on that network alone; not at all where the address is gone', async () => {
  await using bus = await FakeMessageBus.open();
  using avahi = await FakeAvahi.open(bus.address);
  using watch = await watched(bus);
  await watch.system.publish({ ...announcement, address: '192.168.1.20' });
  expect([...avahi.groups.values()].flat().map(({ interfaceIndex }) => interfaceIndex)).toEqual([7, 7]);
  await expect(watch.system.publish({ ...announcement, address: '192.168.1.21' })).rejects.toThrow(
    'no network has the address 192.168.1.21',
  );
});

test('a name that somebody has becomes another one, at once or when that machine comes', async () => {
  await using bus = await FakeMessageBus.open();
  using avahi = await FakeAvahi.open(bus.address);
  using watch = await watched(bus);
  avahi.takenNames.add('PetLog on kitchen');
  await watch.system.publish(announcement);
  const names = (): string[] => [...avahi.groups.values()].flat().map(({ name }) => name);
  expect(names()).toEqual(['PetLog on kitchen #2', 'PetLog on kitchen #2']);
  avahi.takenNames.add('PetLog on kitchen #2');
  avahi.collide([...avahi.groups.keys()][0] ?? '');
  await expect.poll(names).toEqual(['PetLog on kitchen #2 #2', 'PetLog on kitchen #2 #2']);
});

test('an Avahi that takes no entries says so, and keeps none', async () => {
  await using bus = await FakeMessageBus.open();
  using avahi = await FakeAvahi.open(bus.address);
  using watch = await watched(bus);
  avahi.refuse();
  await expect(watch.system.publish(announcement)).rejects.toThrow('Not permitted');
  expect(avahi.groups.size).toBe(0);
});

test('whoever waits for it hears at once that it is gone, or that nobody asks any more', async () => {
  await using bus = await FakeMessageBus.open();
  using watch = await watched(bus);
  {
    using avahi = await FakeAvahi.open(bus.address);
    avahi.fallSilent();
    await expect.poll(() => watch.system.isRunning).toBe(true);
    const outcome = watch.system.publish(announcement).catch((error: unknown) => String(error));
    await expect.poll(() => avahi.groups.size).toBe(1);
    avahi[Symbol.dispose]();
    expect(await outcome).toContain('Avahi is gone');
  }
  await expect.poll(() => watch.system.isRunning).toBe(false);
  using avahi = await FakeAvahi.open(bus.address);
  avahi.fallSilent();
  await expect.poll(() => watch.system.isRunning).toBe(true);
  const outcome = watch.system.publish(announcement).catch((error: unknown) => String(error));
  await expect.poll(() => avahi.groups.size).toBe(1);
  watch.system.close();
  expect(await outcome).toMatch(/Avahi is gone|not asked any more/);
});

test('one that comes later, goes and comes again is noticed, and so is the end of the bus', async () => {
  const bus = await FakeMessageBus.open();
  using watch = await watched(bus);
  expect(watch.system.isRunning).toBe(false);
  await expect(watch.system.publish(announcement)).rejects.toThrow('Avahi is not running');
  {
    using _avahi = await FakeAvahi.open(bus.address);
    await expect.poll(() => watch.system.isRunning).toBe(true);
  }
  await expect.poll(() => watch.system.isRunning).toBe(false);
  using _again = await FakeAvahi.open(bus.address);
  await expect.poll(watch.changes).toBe(3);
  await bus[Symbol.asyncDispose]();
  await expect.poll(() => watch.system.isRunning).toBe(false);
});

test('a machine without a message bus has none', async () => {
  const nowhere = { clock: createSystemClock(), busAddress: 'unix:path=/nowhere/bus', interfaceIndexOf: async () => undefined };
  await expect(Avahi.watch({ ...nowhere, onChange: () => {} })).rejects.toThrow('ENOENT');
});
