import { expect, test, vi } from 'vitest';
import { everyRecording, filterQuery } from '../../../../renderer/state/library/recording-filter.ts';
import { mostRecordings, pageSize, RecordingPages } from '../../../../renderer/state/library/recording-pages.ts';
import type { RecordingInfo, RecordingsPage, RecordingsQuery } from '../../../../shared/api.ts';
import { recording } from './recordings.ts';

/** Answers as the contract says: newest first, limits inclusive. */
class Server {
  recordings: RecordingInfo[];
  readonly queries: RecordingsQuery[] = [];
  failure: Error | undefined;

  constructor(recordings: RecordingInfo[]) {
    this.recordings = recordings;
  }

  readonly list = async (query: RecordingsQuery): Promise<RecordingsPage> => {
    this.queries.push(query);
    if (this.failure !== undefined) {
      throw this.failure;
    }
    const { page = 1, page_size = 50, start_date = '', end_date = '9', kept, reason } = query;
    const fitting = this.recordings.filter(
      (one) =>
        one.timestamp >= start_date &&
        one.timestamp <= end_date &&
        (kept === undefined || one.kept === kept) &&
        (reason === undefined || one.reason === reason),
    );
    return { recordings: fitting.slice((page - 1) * page_size, page * page_size), total_count: fitting.length, page, page_size };
  };
}

const epoch = Date.parse('2026-05-01T00:00:00Z');
/** Newest first, a minute apart; the newest is number `count - 1`. */
const series = (count: number): RecordingInfo[] =>
  Array.from({ length: count }, (_, index) =>
    recording({ recording_id: `r${count - 1 - index}`, timestamp: new Date(epoch + (count - 1 - index) * 60_000).toISOString() }),
  );
const ids = (pages: RecordingPages): string[] => pages.recordings?.map(({ recording_id }) => recording_id) ?? [];

test('pages follow each other without gap or repetition, also when recordings come and go in between', async () => {
  const server = new Server(series(150));
  const pages = new RecordingPages(server.list, () => {});
  await pages.show(everyRecording);
  expect(pages.totalCount).toBe(150);
  expect(ids(pages)).toHaveLength(pageSize);

  server.recordings = [
    recording({ recording_id: 'new', timestamp: new Date(epoch + 151 * 60_000).toISOString() }),
    ...server.recordings.slice(0, 30),
    ...server.recordings.slice(35),
  ];
  await pages.more();
  await pages.more();
  expect(pages.isComplete).toBe(true);
  expect(new Set(ids(pages)).size).toBe(ids(pages).length);
  expect(ids(pages)).toEqual(expect.arrayContaining(server.recordings.slice(1).map(({ recording_id }) => recording_id)));
  expect(server.queries.every(({ page_size = 0 }) => page_size === pageSize)).toBe(true);

  await pages.refresh();
  expect(ids(pages)).toEqual(server.recordings.map(({ recording_id }) => recording_id));
});

test('more recordings than a page with one and the same time are all shown', async () => {
  const server = new Server(Array.from({ length: 200 }, (_, index) => recording({ recording_id: `same${index}` })));
  const pages = new RecordingPages(server.list, () => {});
  await pages.show(everyRecording);
  for (let turn = 0; turn < 10 && !pages.isComplete; turn += 1) {
    await pages.more();
  }
  expect(new Set(ids(pages)).size).toBe(200);
});

/** Whether what is here are neighbours in the list of the server. */
function isWithoutGap(pages: RecordingPages, server: Server): boolean {
  const here = ids(pages);
  const all = server.recordings.map(({ recording_id }) => recording_id);
  const begin = all.indexOf(here[0]!);
  return here.every((id, index) => all[begin + index] === id);
}

test('a library of any size is gone through to its end and back with a bounded part of it here', async () => {
  const count = 5000;
  const server = new Server(series(count));
  const pages = new RecordingPages(server.list, () => {});
  await pages.show(everyRecording);
  const seen = new Set<string>();
  let most = 0;
  const look = (): void => {
    ids(pages).forEach((id) => seen.add(id));
    most = Math.max(most, ids(pages).length);
    expect(isWithoutGap(pages, server)).toBe(true);
    expect(pages.totalCount).toBe(count);
  };
  while (!pages.isComplete) {
    await pages.more();
    look();
  }
  expect([seen.size, ids(pages).at(-1), pages.hasNewer]).toEqual([count, 'r0', true]);
  seen.clear();
  look();
  while (pages.hasNewer) {
    await pages.newer();
    look();
  }
  expect(ids(pages)[0]).toBe(`r${count - 1}`);
  expect(seen.size).toBe(count);
  expect(most).toBeLessThanOrEqual(mostRecordings + pageSize);
  expect(pages.isComplete).toBe(false);
});

test('a part in the middle is fetched again without its neighbours, and goes back over what changed there', async () => {
  const server = new Server(series(1000));
  const pages = new RecordingPages(server.list, () => {});
  await pages.show(everyRecording);
  while (ids(pages).at(-1) !== 'r100' && !ids(pages).includes('r100')) {
    await pages.more();
  }
  const middle = ids(pages);
  expect(pages.hasNewer).toBe(true);
  const [newest] = server.recordings;
  server.recordings = [
    recording({ recording_id: 'new', timestamp: new Date(epoch + 1e9).toISOString() }),
    ...server.recordings.filter(({ recording_id }) => recording_id !== middle[5]),
  ];
  await pages.refresh();
  expect(isWithoutGap(pages, server)).toBe(true);
  expect([ids(pages)[0], pages.totalCount]).toEqual([middle[0], 1000]);
  expect(ids(pages)).not.toContain(middle[5]);
  expect([pages.covers(newest!), pages.covers(server.recordings[700]!)]).toEqual([false, true]);

  const between = new Date(Date.parse(pages.recordings![0]!.timestamp) + 30_000).toISOString();
  const added = Array.from({ length: 2 * pageSize }, (_, index) => recording({ recording_id: `found${index}`, timestamp: between }));
  const place = server.recordings.findIndex(({ timestamp }) => timestamp < between);
  server.recordings = server.recordings.toSpliced(place, 0, ...added);
  while (pages.hasNewer) {
    await pages.newer();
    expect(isWithoutGap(pages, server)).toBe(true);
  }
  await pages.newest();
  expect(ids(pages)[0]).toBe('new');
});

test('when everything that is here was removed, it begins anew', async () => {
  const server = new Server(series(pageSize + 5));
  const pages = new RecordingPages(server.list, () => {});
  await pages.show(everyRecording);
  const gone = ids(pages);
  server.recordings = server.recordings.slice(pageSize);
  gone.forEach((id) => pages.drop(id));
  await vi.waitFor(() => expect(ids(pages)).toHaveLength(5), 60_000);
});

test('asks for one page at a time', async () => {
  const server = new Server(series(200));
  const pages = new RecordingPages(server.list, () => {});
  await pages.show(everyRecording);
  await Promise.all([pages.more(), pages.more(), pages.more()]);
  expect(ids(pages)).toHaveLength(2 * pageSize - 1);
  expect(server.queries).toHaveLength(2);
});

test('the answer to an earlier filter is not shown under a later one', async () => {
  const slow = Promise.withResolvers<RecordingsPage>();
  const answers = [
    slow.promise,
    Promise.resolve({ recordings: [recording({ recording_id: 'kept', kept: true })], total_count: 1, page: 1, page_size: 60 }),
  ];
  const pages = new RecordingPages(
    () => answers.shift() ?? Promise.reject(new Error('asked too often')),
    () => {},
  );
  const first = pages.show(everyRecording);
  await pages.show({ ...everyRecording, keptOnly: true });
  slow.resolve({ recordings: [recording()], total_count: 1, page: 1, page_size: 60 });
  await first;
  expect(ids(pages)).toEqual(['kept']);
});

test('a failure is kept until it is tried again', async () => {
  const server = new Server(series(100));
  const pages = new RecordingPages(server.list, () => {});
  server.failure = new Error('gone');
  await pages.show(everyRecording);
  expect(pages.recordings).toBeNull();
  expect(pages.failure).toBe(server.failure);
  server.failure = undefined;
  await pages.again();
  server.failure = new Error('gone again');
  await pages.more();
  expect([pages.recordings?.length, pages.failure]).toEqual([pageSize, server.failure]);
  server.failure = undefined;
  await pages.again();
  expect(pages.isComplete).toBe(true);
  expect(pages.failure).toBeUndefined();
});

test('a removed recording is gone from list and count', async () => {
  const pages = new RecordingPages(new Server(series(3)).list, () => {});
  await pages.show(everyRecording);
  pages.drop('r1');
  pages.drop('r1');
  expect([ids(pages), pages.totalCount]).toEqual([['r2', 'r0'], 2]);
});

test('a filter is asked for in the words of the contract', () => {
  expect(filterQuery(everyRecording)).toEqual({});
  expect(filterQuery({ ...everyRecording, reason: 'motion', date: '2026-05-01', keptOnly: true })).toEqual({
    reason: 'motion',
    kept: true,
    start_date: new Date(2026, 4, 1).toISOString(),
    end_date: new Date(2026, 4, 1, 23, 59, 59, 999).toISOString(),
  });
});
