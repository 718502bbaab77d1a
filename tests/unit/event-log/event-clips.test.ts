import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventClips } from '../../../main/event-log/event-clips.ts';
import type { StoredEvent } from '../../../main/event-log/stored-event.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { TestLibrary } from '../../support/library.ts';
import { collectingLogger } from '../../support/open-access.ts';

const startedAtMilliseconds = Date.UTC(2026, 4, 1);
const mostFiles = 12;

let library: TestLibrary;
let recordingId: string;
let clips: EventClips;
let directory: string;
let logger: ReturnType<typeof collectingLogger>;

beforeEach(async () => {
  library = await TestLibrary.create();
  recordingId = await library.addFiles({ startedAtMilliseconds });
  await library.library.recover(library.storage);
  directory = join(library.dataDirectory, 'clips');
  logger = collectingLogger();
  clips = new EventClips({
    directory,
    library: library.library,
    recordingOf: () => ({ recordingId }),
    media: {
      async trim({ outputPath }) {
        writeFileSync(outputPath, 'a part'); // at once: what is removed takes longer
        return { fromMilliseconds: 0, facts: {} as never };
      },
    },
    rewindOf: () => null,
    minimumFreeMegabytes: () => 1,
    clock: new ManualClock(),
    logger,
  });
});

afterEach(async () => {
  await clips.close();
  await library[Symbol.asyncDispose]();
});

const open = async (eventId: number) => {
  const event = { eventId, startedAtMilliseconds: startedAtMilliseconds + eventId, durationMilliseconds: 1, isOpen: false };
  const clip = await clips.open(event as StoredEvent, 0);
  return clip.kind === 'file' ? clip : expect.unreachable();
};
const look = async (eventId: number): Promise<string> => {
  const { path, release } = await open(eventId);
  release();
  return path;
};

test('no more parts lie there than there is room for, once the next one can be read', async () => {
  const first = await look(0);
  for (let eventId = 1; eventId <= mostFiles; eventId += 1) {
    await look(eventId);
    expect(readdirSync(directory).length).toBeLessThanOrEqual(mostFiles);
  }
  expect(existsSync(first)).toBe(false);
  expect(existsSync(await look(0))).toBe(true);
  expect(logger.lines).toEqual([]);
});

test('of a part that cannot be removed is told, and the next one can be read', async () => {
  const stuck = await look(0);
  await rm(stuck);
  await mkdir(join(stuck, 'in the way'), { recursive: true });
  for (let eventId = 1; eventId <= mostFiles; eventId += 1) {
    expect(existsSync(await look(eventId))).toBe(true);
  }
  expect(logger.lines).toMatchObject([
    { level: 'warn', fields: { path: stuck }, message: expect.stringContaining('could not be removed') },
  ]);
});
