import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { announcedName, type Announcement, numberedName } from '../../../main/announcing/announcement.ts';
import { Announcer } from '../../../main/announcing/announcer.ts';
import { openPetLogId } from '../../../main/announcing/petlog-id.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const announcement: Announcement = { name: 'PetLog on kitchen', port: 8000, texts: ['id=abc'], address: null };

/** An announcer, what it announces by whom, and the machine's own responder. */
function announcerWith({ hasSystem = true } = {}) {
  const shown = new Set<string>();
  const publish =
    (by: string) =>
    async ({ port }: Announcement) => {
      const entry = `${by} ${port}`;
      shown.add(entry);
      return {
        async withdraw() {
          shown.delete(entry);
        },
      };
    };
  let isSystemOpen = false;
  const system = {
    isRunning: false,
    mayPublish: true,
    publish: (wanted: Announcement) => (system.mayPublish ? publish('system')(wanted) : Promise.reject(new Error('Not permitted'))),
    close: () => void (isSystemOpen = false),
  };
  const state = { wanted: announcement as Announcement | null, onChange: () => {} };
  const announcer = new Announcer({
    wanted: () => state.wanted,
    async openSystemResponder(onChange) {
      if (!hasSystem) {
        throw new Error('no message bus');
      }
      isSystemOpen = true;
      state.onChange = onChange;
      return system;
    },
    publishOurselves: publish('ourselves'),
    logger: silentLogger,
  });
  const settled = async (): Promise<string[]> => {
    await announcer.settled();
    return [...shown];
  };
  return { announcer, state, system, settled, isSystemOpen: () => isSystemOpen };
}

test('the machine announces it where it can, else PetLog itself; never both', async () => {
  const { announcer, state, system, settled, isSystemOpen } = announcerWith();
  expect(await settled()).toEqual(['ourselves 8000']);
  system.isRunning = true;
  state.onChange();
  expect(await settled()).toEqual(['system 8000']);
  system.isRunning = false;
  state.onChange();
  expect(await settled()).toEqual(['ourselves 8000']);
  await announcer.close();
  expect(await settled()).toEqual([]);
  expect(isSystemOpen()).toBe(false);
});

test('follows what is wanted, also while it is under way, and stays away when it is switched off', async () => {
  const { announcer, state, settled } = announcerWith({ hasSystem: false });
  expect(await settled()).toEqual(['ourselves 8000']);
  state.wanted = { ...announcement, port: 8001 };
  announcer.follow();
  state.wanted = { ...announcement, port: 8002 };
  announcer.follow();
  expect(await settled()).toEqual(['ourselves 8002']);
  state.wanted = null;
  announcer.follow();
  expect(await settled()).toEqual([]);
  state.wanted = announcement;
  announcer.follow();
  await announcer.close();
  expect(await settled()).toEqual([]);
});

test('what the machine does not take is not announced beside it', async () => {
  const { announcer, state, system, settled } = announcerWith();
  await settled();
  Object.assign(system, { isRunning: true, mayPublish: false });
  state.onChange();
  expect(await settled()).toEqual([]);
  system.mayPublish = true;
  announcer.follow();
  expect(await settled()).toEqual(['system 8000']);
  await announcer.close();
});

test('a responder that was started again between two looks is told again', async () => {
  const { announcer, state, system, settled } = announcerWith();
  await settled();
  system.isRunning = true;
  state.onChange();
  expect(await settled()).toEqual(['system 8000']);
  const told: number[] = [];
  const publish = system.publish;
  system.publish = (wanted) => {
    told.push(wanted.port);
    return publish(wanted);
  };
  announcer.follow();
  await settled();
  expect(told).toEqual([]);
  state.onChange();
  state.onChange();
  expect(await settled()).toEqual(['system 8000']);
  expect(told).toEqual([8000]);
  await announcer.close();
});

test('the end of PetLog waits for no message bus that does not answer', async () => {
  const opening = Promise.withResolvers<null>();
  const announcer = new Announcer({
    wanted: () => announcement,
    openSystemResponder: () => opening.promise,
    publishOurselves: () => Promise.reject(new Error('nothing is announced any more')),
    logger: silentLogger,
  });
  await announcer.close();

  let isOpen = true;
  const publishing = Promise.withResolvers<never>();
  const asked = Promise.withResolvers<void>();
  const busy = new Announcer({
    wanted: () => announcement,
    openSystemResponder: async () => ({
      isRunning: true,
      publish() {
        asked.resolve();
        return publishing.promise;
      },
      close() {
        isOpen = false;
        publishing.reject(new Error('the connection is closed'));
      },
    }),
    publishOurselves: () => Promise.reject(new Error('the machine announces it')),
    logger: silentLogger,
  });
  await asked.promise;
  await busy.close();
  expect(isOpen).toBe(false);
});

test('a name fits into a label, whatever the machine is called', () => {
  expect(announcedName('kitchen.home.example')).toBe('PetLog on kitchen');
  expect(Buffer.byteLength(announcedName('ü'.repeat(60)))).toBeLessThanOrEqual(63);
  expect(numberedName('PetLog on kitchen', 2)).toBe('PetLog on kitchen #2');
  const longest = announcedName('k'.repeat(63));
  expect(numberedName(longest, 12)).toBe(`${longest.slice(0, 59)} #12`);
});

test('the id of a PetLog is made once; what cannot be kept holds until the end', async () => {
  await using directory = await temporaryDirectory();
  const options = { dataDirectory: directory.path, logger: silentLogger };
  const id = await openPetLogId(options);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await openPetLogId(options)).toBe(id);
  const file = join(directory.path, 'petlog-id');
  await writeFile(file, 'garbage');
  const other = await openPetLogId(options);
  expect(other).not.toBe(id);
  expect(await readFile(file, 'utf8')).toBe(`${other}\n`);
  await mkdir(join(directory.path, 'blocked/petlog-id'), { recursive: true });
  expect(await openPetLogId({ ...options, dataDirectory: join(directory.path, 'blocked') })).toMatch(/^[0-9a-f]{32}$/);
});
