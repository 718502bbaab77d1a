import { expect, test } from 'vitest';
import { everyRecording, filterQuery } from '../../../../renderer/state/library/recording-filter.ts';
import { pageSize, RecordingPages } from '../../../../renderer/state/library/recording-pages.ts';
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
    if (this.failure !== undefined) throw this.failure;
    const { page = 1, page_size = 50, start_date = '', end_date = '9', kept, reason } = query;
    const fitting = this.recordings.filter(
      (one) => one.timestamp >= start_date && one.timestamp <= end_date && (kept === undefined || one.kept === kept) && (reason === undefined || one.reason === reason),
    );
    return { recordings: fitting.slice((page - 1) * page_size, page * page_size), total_count: fitting.length, page, page_size };
  };
}

const epoch = Date.parse('2026-05-01T00:00:00Z');
/** Newest first, a minute apart; the newest is number `count - 1`. */
const series = (count: number): RecordingInfo[] =>
  Array.from({ length: count }, (_, index) => recording({ recording_id: `r${count - 1 - index}`, timestamp: new Date(epoch + (count - 1 - index) * 60_000).toISOString() }));
const ids = (pages: RecordingPages): string[] => pages.recordings?.map(({ recording_id }) => recording_id) ?? [];

test('pages follow each other without gap or repetition, also when recordings come and go in between', async () => {
  const server = new Server(series(150));
  const pages = new RecordingPages(server.list, () => {});
  await pages.show(everyRecording);
  expect(pages.totalCount).toBe(150);
  expect(ids(pages)).toHaveLength(pageSize);

  server.recordings = [recording({ recording_id: 'new', timestamp: new Date(epoch + 151 * 60_000).toISOString() }), ...server.recordings.slice(0, 30), ...server.recordings.slice(35)];
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
  for (let turn = 0; turn < 10 && !pages.isComplete; turn += 1) await pages.more();
  expect(new Set(ids(pages)).size).toBe(200);
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
  const answers = [slow.promise, Promise.resolve({ recordings: [recording({ recording_id: 'kept', kept: true })], total_count: 1, page: 1, page_size: 60 })];
  const pages = new RecordingPages(() => answers.shift() ?? Promise.reject(new Error('asked too often')), () => {});
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
  expect(filterQuery({ reason: 'motion', date: '2026-05-01', keptOnly: true })).toEqual({
    reason: 'motion',
    kept: true,
    start_date: new Date(2026, 4, 1).toISOString(),
    end_date: new Date(2026, 4, 1, 23, 59, 59, 999).toISOString(),
  });
});
