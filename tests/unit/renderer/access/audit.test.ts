import { describe, expect, test } from 'vitest';
import { groupAuditByDay } from '../../../../renderer/state/access/audit-days.ts';
import { AuditPages, auditPageSize } from '../../../../renderer/state/access/audit-pages.ts';
import { describeAuditEntry } from '../../../../renderer/state/access/audit-words.ts';
import { routeOf } from '../../../../renderer/state/access/route-names.ts';
import { auditWords as en } from '../../../../renderer/text/en/audit.ts';
import type { AuditEntry } from '../../../../shared/access.ts';
import { errorCodes } from '../../../../shared/errors.ts';
import { routes } from '../../../../shared/routes.ts';

const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  entry_id: 1,
  at: '2026-05-01T12:00:00.000Z',
  last_at: '2026-05-01T12:00:00.000Z',
  actor: 'Phone',
  address: '192.168.1.5',
  action: 'live.start',
  outcome: 'done',
  detail: '',
  count: 1,
  ...changes,
});

describe('words', () => {
  test.each(Object.entries(routes))('there are some for %s, also where only its request is known', (name, { method, path }) => {
    expect(en.audit.actions).toHaveProperty([name], expect.stringMatching(/\w/));
    expect(routeOf(`${method} ${path.replace(':id', 'a1-b_2')}`)).toBe(name);
  });

  test('no two actions that change something are called the same', () => {
    const changing = Object.entries(routes)
      .filter(([, { method }]) => method !== 'GET')
      .map(([name]) => en.audit.actions[name as keyof typeof routes]);
    expect(new Set(changing).size).toBe(changing.length);
  });

  test('reasons are those of the table of errors', () => {
    expect(errorCodes).toEqual(expect.arrayContaining(Object.keys(en.audit.reasons)));
  });

  test('say who was refused what and why', () => {
    expect(
      describeAuditEntry(entry({ actor: 'nobody', action: 'DELETE /recordings/a1', outcome: 'refused', detail: 'unauthorized' }), en),
    ).toEqual({
      actor: en.audit.actors.nobody,
      action: en.audit.actions['recordings.remove'],
      detail: en.audit.reasons.unauthorized,
    });
    expect(describeAuditEntry(entry({ outcome: 'failed', detail: 'storage_full abc' }), en).detail).toBe(
      `${en.audit.reasons.storage_full} abc`,
    );
  });

  test('leave as it is what they do not know', () => {
    expect(
      describeAuditEntry(entry({ actor: 'toString', action: 'GET /wp-login.php', outcome: 'refused', detail: 'constructor x' }), en),
    ).toEqual({
      actor: 'toString',
      action: en.audit.otherPage('GET /wp-login.php'),
      detail: 'constructor x',
    });
    expect(describeAuditEntry(entry({ action: 'something.new', detail: 'privacy' }), en)).toMatchObject({
      action: 'something.new',
      detail: 'privacy',
    });
  });
});

describe('pages', () => {
  /** Newest first, as the contract says. */
  class Server {
    entries: AuditEntry[];
    failure: Error | undefined;

    constructor(count: number) {
      this.entries = Array.from({ length: count }, (_, index) =>
        entry({ entry_id: count - index, outcome: index % 3 === 0 ? 'refused' : 'done' }),
      );
    }

    readonly list = async ({ page, page_size, outcome }: { page: number; page_size: number; outcome?: AuditEntry['outcome'] }) => {
      if (this.failure !== undefined) {
        throw this.failure;
      }
      const fitting = this.entries.filter((one) => outcome === undefined || one.outcome === outcome);
      return { entries: fitting.slice((page - 1) * page_size, page * page_size), total_count: fitting.length, page, page_size };
    };
  }

  const ids = (pages: AuditPages): number[] => (pages.entries ?? []).map(({ entry_id }) => entry_id);

  test('follow each other without gap or repetition, also when new entries come in between', async () => {
    const server = new Server(250);
    const pages = new AuditPages(server.list, () => undefined);
    await pages.show('all');
    expect(ids(pages)).toHaveLength(auditPageSize);
    server.entries = [...Array.from({ length: 30 }, (_, index) => entry({ entry_id: 280 - index })), ...server.entries];
    while (!pages.isComplete) {
      await pages.more();
    }
    expect(new Set(ids(pages)).size).toBe(ids(pages).length);
    expect(ids(pages)).toEqual(expect.arrayContaining(Array.from({ length: 250 }, (_, index) => index + 1)));
    await pages.refresh();
    expect(ids(pages)).toEqual(server.entries.map(({ entry_id }) => entry_id));
  });

  test('of a filter hold nothing else', async () => {
    const server = new Server(12);
    const pages = new AuditPages(server.list, () => undefined);
    await pages.show('all');
    await pages.show('refused');
    expect(pages.entries?.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(pages.isComplete).toBe(true);
  });

  test('that could not be had are tried again, and what is there stays', async () => {
    const server = new Server(150);
    const pages = new AuditPages(server.list, () => undefined);
    await pages.show('all');
    server.failure = new Error('gone');
    await pages.more();
    expect(pages.failure).toBe(server.failure);
    expect(ids(pages)).toHaveLength(100);
    server.failure = undefined;
    await pages.again();
    expect(ids(pages)).toHaveLength(150);
  });

  test('a count that grew is shown', async () => {
    const server = new Server(3);
    const pages = new AuditPages(server.list, () => undefined);
    await pages.show('all');
    server.entries = server.entries.map((one) => (one.entry_id === 3 ? { ...one, count: 9 } : one));
    await pages.refresh();
    expect(pages.entries?.map(({ count }) => count)).toEqual([9, 1, 1]);
  });
});

test('days are those of the reader', () => {
  const now = new Date(2026, 4, 2, 12);
  const at = (...time: [number, number, number, number]) => new Date(...time).toISOString();
  const entries = [
    entry({ entry_id: 3, at: at(2026, 4, 2, 1) }),
    entry({ entry_id: 2, at: at(2026, 4, 1, 23) }),
    entry({ entry_id: 1, at: at(2026, 3, 1, 1) }),
  ];
  const days = groupAuditByDay(entries, now, en.audit, 'en-GB');
  expect(days.map(({ title, entries: { length } }) => [title, length])).toEqual([
    ['Today', 1],
    ['Yesterday', 1],
    ['Wednesday 1 April', 1],
  ]);
});
