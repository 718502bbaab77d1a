import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordingsPage } from '../../../shared/api.ts';
import { RecordingLibrary } from '../../../main/library/recording-library.ts';
import { defaultRecordingName } from '../../../main/library/recording.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { MediaProcessClient } from '../../../main/media/media-process-client.ts';
import type { VideoFacts } from '../../../main/media/protocol.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { footagePath } from '../../support/footage-jpegs.ts';
import { writePhoneVideo } from '../../support/phone-video.ts';
import { frameOf, smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const jpegs = await smallJpegs(4);
const noon = new Date(2026, 4, 1, 12, 0, 0).getTime();
const facts: VideoFacts = { widthPixels: 320, heightPixels: 180, durationMilliseconds: 2000, sizeBytes: 1, frameCount: 30 };

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let media: MediaProcessClient;
let library: RecordingLibrary;
let storage: StorageDirectory;

const open = (): RecordingLibrary =>
  new RecordingLibrary({ dataDirectory: directory.path, media, clock: createSystemClock(), logger: silentLogger });

beforeEach(async () => {
  directory = await temporaryDirectory();
  media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock: createSystemClock(), logger: silentLogger });
  storage = new StorageDirectory(directory.path, 'recordings');
  library = open();
});

afterEach(async () => {
  await media.close();
  await library.close();
  await directory[Symbol.asyncDispose]();
});

async function restart(): Promise<void> {
  await library.close();
  library = open();
}

/** Of the next frame: a camera's frames are numbered through, whatever is recorded. */
let nextSequence = 1;

/** Records 30 frames, two seconds, into the file. */
async function film(recordingId: string, path: string, from = nextSequence): Promise<void> {
  const feed = media.record({
    recordingId,
    path,
    startMilliseconds: (from * 1000) / 15,
    historyMilliseconds: null,
    beginsWithRequest: true,
    untilMilliseconds: null,
    nextPart: () => Promise.reject(new Error('not expected')),
    onInterrupted: (reason) => expect.unreachable(reason),
    onFailed: (_code, reason) => expect.unreachable(reason),
  });
  nextSequence = from + 30;
  for (let sequence = from; sequence < from + 30; sequence += 1) {
    media.write(frameOf(jpegs[sequence % jpegs.length]!, sequence, (sequence * 1000) / 15));
  }
  const { lastPart } = await feed.finish(((from + 30) * 1000) / 15, 25_000);
  expect(lastPart).toMatchObject({ frameCount: 30 });
}

/** A finished recording of the moment. */
async function recorded(startedAtMilliseconds: number, name = 'cat'): Promise<string> {
  const { recordingId, absolutePath } = await library.begin(storage, name, startedAtMilliseconds, 'manual');
  await film(recordingId, absolutePath);
  await library.conclude(recordingId, facts, 2000);
  await library.finish(recordingId);
  return recordingId;
}

const listed = (): string[] => library.list({}).recordings.map(({ recording_id }) => recording_id);

test('a name that exists gets a number, and nothing is overwritten', async () => {
  await storage.prepare();
  await writeFile(storage.file('cat.mp4'), 'precious');
  const names = [];
  for (let count = 0; count < 3; count += 1) {
    names.push((await library.begin(storage, 'cat', noon, 'manual')).filename);
  }
  expect(names).toEqual(['cat (2).mp4', 'cat (3).mp4', 'cat (4).mp4']);
  expect(await readFile(storage.file('cat.mp4'), 'utf8')).toBe('precious');
  expect(defaultRecordingName(noon)).toBe('recording_20260501_120000');
});

test('a recording is listed when it is over, as the contract says, with the facts of its file', async () => {
  const begun = await library.begin(storage, 'cat', noon, 'manual');
  expect(library.list({}).total_count).toBe(0);
  expect(library.find(begun.recordingId)).toMatchObject({ isBeingWritten: true, absolutePath: storage.file('cat.mp4') });
  await film(begun.recordingId, begun.absolutePath);
  await library.conclude(begun.recordingId, facts, 2000);
  expect(library.list({}).recordings[0]).toMatchObject({ duration: 2, resolution: '320x180', frame_rate: 15 });
  await library.finish(begun.recordingId);
  const page = RecordingsPage.parse(library.list({}));
  expect(page).toEqual({
    recordings: [
      {
        recording_id: begun.recordingId,
        camera_id: 'main',
        timestamp: new Date(noon).toISOString(),
        filename: 'cat.mp4',
        file_path: 'recordings/cat.mp4',
        duration: 2,
        file_size: (await stat(storage.file('cat.mp4'))).size,
        resolution: '320x180',
        frame_rate: 15,
        event_ids: [],
        reason: 'manual',
        pre_roll_seconds: 0,
        kept: false,
        name: '',
        note: '',
        thumbnail_url: `/recordings/${begun.recordingId}/thumbnail`,
        preview_url: `/recordings/${begun.recordingId}/preview`,
        preview_frames: 10,
        url: `/recordings/${begun.recordingId}`,
      },
    ],
    total_count: 1,
    page: 1,
    page_size: 50,
  });
  expect(library.find(begun.recordingId)).toMatchObject({ isBeingWritten: false });
  expect(library.find('../../etc/passwd')).toBeNull();
  expect(await readdir(storage.absolutePath)).toEqual(['.petlog', 'cat.mp4']);
});

test('dates are whole days of the local time zone, times are inclusive, pages run from the newest', async () => {
  const times = [-1, 0, 1, 24 * 60 - 1, 24 * 60].map((minutes) => new Date(2026, 4, 1, 0, minutes).getTime());
  const ids = [];
  for (const time of times) {
    const { recordingId, absolutePath } = await library.begin(storage, 'cat', time, 'manual');
    await writeFile(absolutePath, 'x');
    await library.conclude(recordingId, facts, 2000);
    ids.push(recordingId);
  }
  const [before, first, second, last, after] = ids;
  const names = (query: Parameters<typeof library.list>[0]): string[] =>
    library.list(query).recordings.map(({ recording_id }) => recording_id);
  expect(names({ start_date: '2026-05-01', end_date: '2026-05-01' })).toEqual([last, second, first]);
  expect(names({ start_date: '2026-05-02' })).toEqual([after]);
  expect(names({ end_date: '2026-04-30' })).toEqual([before]);
  expect(names({ start_date: new Date(times[1]!).toISOString(), end_date: new Date(times[2]!).toISOString() })).toEqual([second, first]);
  expect(names({ start_date: new Date(times[1]! + 1).toISOString(), end_date: '2026-05-01' })).toEqual([last, second]);
  expect(library.list({ page: 2, page_size: 2 })).toMatchObject({
    total_count: 5,
    page: 2,
    page_size: 2,
    recordings: [{ recording_id: second }, { recording_id: first }],
  });
  expect(names({ page: 9 })).toEqual([]);
});

test('a lost or damaged database is made again from the files, with the same ids', async () => {
  const ids = [await recorded(noon), await recorded(noon + 60_000)];
  const before = library.list({});
  expect(library.databaseStatus).toBe('connected');
  const database = join(directory.path, 'petlog.db');
  for (const damage of [
    () => rm(database),
    () => writeFile(database, 'this is no database, and longer than the header of one, '.repeat(10)),
    async () => truncate(database, Math.floor((await stat(database)).size / 2)),
  ]) {
    await library.close();
    await damage();
    library = open();
    await library.recover(storage);
    expect(library.list({})).toEqual(before);
    expect(library.databaseStatus).toBe('connected');
  }
  expect(listed()).toEqual(ids.toReversed());
  expect(existsSync(`${database}.damaged`)).toBe(true);
});

test('what a crash left behind is finished at the next start', async () => {
  const { recordingId, absolutePath } = await library.begin(storage, 'cat', noon, 'manual');
  await film(recordingId, absolutePath);
  const whole = (await stat(absolutePath)).size;
  await truncate(absolutePath, whole - 100); // killed in the middle of a write
  const part = await library.addPart(recordingId, 4000);
  await film(recordingId, part, nextSequence + 30);
  await writeFile(storage.hiddenFile(`${recordingId}.tmp`), 'half of a finished file');
  await writeFile(storage.hiddenFile(`.${recordingId}.json.1234.tmp`), 'half of a sidecar');
  const empty = await library.begin(storage, 'empty', noon + 1, 'manual');

  await restart();
  await library.recover(storage);
  const { recordings } = library.list({});
  expect(recordings).toMatchObject([{ recording_id: recordingId, duration: 6, filename: 'cat.mp4', resolution: '320x180' }]);
  expect(library.find(empty.recordingId)).toBeNull();
  expect(await readdir(storage.absolutePath)).toEqual(['.petlog', 'cat.mp4']);
  expect(await readdir(storage.hiddenFile('.'))).toEqual([`${recordingId}.json`]);
  expect(await media.probe(absolutePath)).toMatchObject({ durationMilliseconds: 6000 });
});

test('recovery leaves alone what is being recorded', async () => {
  const { recordingId, absolutePath } = await library.begin(storage, 'cat', noon, 'manual');
  await library.recover(storage);
  expect(existsSync(absolutePath)).toBe(true);
  expect(library.find(recordingId)).toMatchObject({ isBeingWritten: true });
});

test('files that somebody put there are listed, files that somebody removed are not', async () => {
  const removed = await recorded(noon);
  await rm(storage.file('cat.mp4'));
  await cp(footagePath, storage.file('holiday.mp4'));
  await utimes(storage.file('holiday.mp4'), noon / 1000, noon / 1000);
  await writeFile(storage.file('text.mp4'), 'no video');
  await library.recover(storage);
  expect(library.find(removed)).toBeNull();
  const { recordings } = library.list({});
  expect(recordings).toMatchObject([
    { filename: 'holiday.mp4', duration: 20, resolution: '1280x720', frame_rate: 15, timestamp: new Date(noon - 20_000).toISOString() },
  ]);
  await library.recover(storage);
  expect(library.list({}).recordings).toEqual(recordings);
});

test('a video from a phone has the size in which it is shown', async () => {
  await storage.prepare();
  await writePhoneVideo(storage.file('phone.mp4'), 90);
  await library.recover(storage);
  expect(library.list({}).recordings).toMatchObject([{ filename: 'phone.mp4', resolution: '720x1280', reason: 'imported' }]);
});

test('the end of recovery says what it changed', async () => {
  await recorded(noon, 'gone');
  const torn = await library.begin(storage, 'torn', noon, 'manual');
  await film(torn.recordingId, torn.absolutePath);
  await restart();
  await rm(storage.file('gone.mp4'));
  await cp(footagePath, storage.file('holiday.mp4'));
  const told: unknown[] = [];
  library.onRecovered((result) => told.push({ ...result, listed: library.list({}).total_count }));
  await library.recover(storage);
  await library.recover(storage);
  const path = storage.absolutePath;
  expect(told).toEqual([
    { path, found: 1, repaired: 1, gone: 1, listed: 2 },
    { path, found: 0, repaired: 0, gone: 0, listed: 2 },
  ]);
});

test('a recording without any picture leaves nothing', async () => {
  const { recordingId } = await library.begin(storage, 'cat', noon, 'manual');
  expect(await library.conclude(recordingId, null, 1000)).toBeNull();
  expect(await readdir(storage.absolutePath)).toEqual(['.petlog']);
  expect(await readdir(storage.hiddenFile('.'))).toEqual([]);
  expect(library.find(recordingId)).toBeNull();
});

test('a directory that cannot be written is the system error', async () => {
  await mkdir(directory.path, { recursive: true });
  await writeFile(join(directory.path, 'file'), '');
  await expect(library.begin(new StorageDirectory(directory.path, 'file/below'), 'cat', noon, 'manual')).rejects.toThrow(/ENOTDIR/);
});

/** As `storage`, while its disk is plugged in. */
class DirectoryOnUsbStick extends StorageDirectory {
  override async hasOwnDisk(): Promise<boolean> {
    return true;
  }
}

test('a disk that was pulled out keeps its recordings in the list, and nothing is written in its place', async () => {
  const id = await recorded(noon);
  await library.recover(new DirectoryOnUsbStick(directory.path, 'recordings'));
  await rm(storage.absolutePath, { recursive: true });
  await mkdir(storage.absolutePath);
  await expect(library.recover(storage)).rejects.toThrow(/not mounted/);
  await expect(library.begin(storage, 'cat', noon, 'manual')).rejects.toThrow(/not mounted/);
  expect(listed()).toEqual([id]);
  expect(await readdir(storage.absolutePath)).toEqual([]);
});

test('a recording that is being made plain when PetLog stops is no warning, and is made plain at the next start', async () => {
  const said: string[] = [];
  const making = Promise.withResolvers<void>();
  const note = (level: string) => (facts: object, message: string) => void said.push(`${level} ${'err' in facts}: ${message}`);
  await library.close();
  library = new RecordingLibrary({
    dataDirectory: directory.path,
    media: {
      probe: (path) => media.probe(path),
      // It has so much to do that it never comes to an end.
      finalize() {
        making.resolve();
        return new Promise(() => {});
      },
    },
    clock: createSystemClock(),
    logger: { ...silentLogger, info: note('info'), warn: note('warn'), error: note('error') },
  });
  const { recordingId, absolutePath } = await library.begin(storage, 'cat', noon, 'manual');
  await film(recordingId, absolutePath);
  await library.conclude(recordingId, facts, 2000);
  const finished = library.finish(recordingId);
  await making.promise;
  await library.close();
  expect(await finished).toMatchObject({ recordingId, state: 'pending' });
  expect(said).toEqual(['info false: the recording is made plain at the next start']);
  library = open();
  await library.recover(storage);
  expect(library.find(recordingId)).toMatchObject({ state: 'finished' });
});
