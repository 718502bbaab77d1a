import { describe, expect, it } from 'vitest';
import { openAuditDatabase } from '../../../main/access/access-database.ts';
import { type AuditFact, AuditLog } from '../../../main/access/audit-log.ts';
import { audited } from '../../../main/access/audited.ts';
import type { AuditEntry } from '../../../shared/access.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { Operations } from '../../../shared/routes.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { admin, collectingLogger, days, hours } from '../../support/open-access.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const refused: AuditFact = {
  actor: 'nobody',
  address: '192.168.1.66',
  action: 'GET /settings',
  outcome: 'refused',
  detail: 'unauthorized',
};
const done: AuditFact = { actor: 'Phone', address: '192.168.1.20', action: 'live.stop', outcome: 'done', detail: '' };

async function setUp() {
  const directory = await temporaryDirectory();
  const clock = new ManualClock();
  const logger = collectingLogger();
  const file = openAuditDatabase(directory.path, logger);
  const audit = new AuditLog(file, { clock, logger, runningTime: { milliseconds: () => clock.monotonicMilliseconds() } });
  return {
    audit,
    clock,
    directory: directory.path,
    file,
    database: file.current,
    logger,
    list: (outcome?: AuditEntry['outcome']) => audit.list({ page: 1, page_size: 500, outcome }).entries,
    async [Symbol.asyncDispose]() {
      audit.close();
      expect(clock.pendingTimers).toBe(0);
      file.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

describe('the record of who did what', () => {
  it('holds who, what, from where and when, newest first', async () => {
    await using set = await setUp();
    set.audit.record(done);
    await set.clock.advance(1000);
    set.audit.record(refused);
    const [latest, first] = set.list();
    expect(latest).toMatchObject({ ...refused, count: 1 });
    expect(first).toMatchObject({ ...done, count: 1 });
    expect(Date.parse(latest?.at ?? '') - Date.parse(first?.at ?? '')).toBe(1000);
  });

  it('counts equal refusals of one minute, also between others', async () => {
    await using set = await setUp();
    for (let index = 0; index < 100; index += 1) {
      set.audit.record(refused);
      set.audit.record({ ...refused, address: '192.168.1.67' });
    }
    await set.clock.advance(30_000);
    set.audit.record(refused);
    const counted = set.list();
    expect(counted.map(({ count }) => count)).toEqual([100, 101]);
    expect(Date.parse(counted[1]?.last_at ?? '') - Date.parse(counted[1]?.at ?? '')).toBe(30_000);
    await set.clock.advance(30_001);
    set.audit.record(refused);
    expect(set.list().map(({ count }) => count)).toEqual([1, 100, 101]);
  });

  it('writes down how often something was refused once a second, however often that is', async () => {
    await using set = await setUp();
    const writes = (): number => Number(set.database.prepare('SELECT total_changes() AS count').get()?.['count']);
    const before = writes();
    for (let index = 0; index < 1000; index += 1) {
      set.audit.record(refused);
    }
    await set.clock.advance(1000);
    expect(writes() - before).toBe(2);
    expect(set.database.prepare('SELECT count FROM audit').all()).toEqual([{ count: 1000 }]);
  });

  it.each<keyof AuditFact>(['actor', 'address', 'action', 'detail'])(
    'does not count refusals that differ in their %s as equal',
    async (key) => {
      await using set = await setUp();
      set.audit.record(refused);
      set.audit.record({ ...refused, [key]: 'another' });
      expect(set.list()).toHaveLength(2);
    },
  );

  it('keeps each thing that was done apart', async () => {
    await using set = await setUp();
    set.audit.record(done);
    set.audit.record(done);
    expect(set.list()).toHaveLength(2);
  });

  it('keeps entries for 90 days, counted from the last refusal', async () => {
    await using set = await setUp();
    set.audit.record(done);
    set.audit.record(refused);
    await set.clock.advance(50_000);
    set.audit.record(refused);
    await set.clock.advance(90 * days - 50_000);
    expect(set.list()).toHaveLength(2);
    await set.clock.advance(hours);
    expect(set.list()).toEqual([]);
  });

  it('loses nothing to a clock that jumps', async () => {
    await using set = await setUp();
    set.audit.record(done);
    for (const years of [30, -60]) {
      set.clock.jump(years * 365 * days);
      await set.clock.advance(2 * hours);
      set.audit.record(done);
    }
    expect(set.list()).toHaveLength(3);
  });

  it('does not let refusals take the disk, nor push out what was done', async () => {
    await using set = await setUp();
    set.audit.record(done);
    set.database.exec(`WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60000)
      INSERT INTO audit (at_ms, last_at_ms, last_at_running_ms, actor, address, action, outcome, detail, count) SELECT 0, 0, 0, 'nobody', n, '', 'refused', '', 1 FROM numbers`);
    for (let index = 0; index < 1000; index += 1) {
      set.audit.record({ ...refused, detail: String(index) });
    }
    expect(set.audit.list({ page: 1, page_size: 1, outcome: 'refused' }).total_count).toBeLessThan(51_000);
    expect(set.list('done')).toHaveLength(1);
    expect(set.list('refused')[0]?.detail).toBe('999');
  });

  it('comes in pages, of one outcome or of all, however far', async () => {
    await using set = await setUp();
    for (let index = 0; index < 5; index += 1) {
      set.audit.record({ ...done, detail: String(index) });
      set.audit.record({ ...refused, detail: String(index) });
    }
    const page = (number: number, outcome?: AuditEntry['outcome']) => set.audit.list({ page: number, page_size: 2, outcome });
    expect(page(2)).toMatchObject({
      total_count: 10,
      page: 2,
      page_size: 2,
      entries: [
        { detail: '3', outcome: 'refused' },
        { detail: '3', outcome: 'done' },
      ],
    });
    expect(page(3, 'done')).toMatchObject({ total_count: 5, entries: [{ detail: '0' }] });
    expect(page(4, 'done').entries).toEqual([]);
    expect(page(Number.MAX_SAFE_INTEGER).entries).toEqual([]);
    expect(page(1, 'failed')).toMatchObject({ total_count: 0, entries: [] });
  });

  it('bears any text, and cuts long ones', async () => {
    await using set = await setUp();
    set.audit.record({ ...done, actor: '\ud800', detail: `'); DROP TABLE audit; --${'x'.repeat(1000)}` });
    expect(set.list()[0]).toMatchObject({ actor: '\ufffd', detail: `'); DROP TABLE audit; --${'x'.repeat(200 - 24)}` });
  });

  it('never gets into the way of what it records; that it cannot be written is said once', async () => {
    await using set = await setUp();
    set.database.exec('PRAGMA query_only = ON');
    set.audit.record(done);
    set.audit.record(done);
    await set.clock.advance(2 * hours);
    expect(set.logger.lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', expect.stringContaining('audit.db cannot be saved')],
    ]);
    expect(set.audit.problem?.code).toBe('database_not_saved');
    expect(set.list()).toHaveLength(2);
    set.audit.retry();
    expect(set.audit.problem).toBeNull();
    set.audit.record(done);
    expect(set.file.current.location()).not.toBeNull();
    expect(set.list()).toHaveLength(3);
  });

  it('goes on in memory while its file is of a newer PetLog, which is left as it is', async () => {
    await using set = await setUp();
    set.audit.record(done);
    set.database.exec('PRAGMA user_version = 99');
    const logger = collectingLogger();
    const newer = openAuditDatabase(set.directory, logger);
    expect(newer.problem?.code).toBe('database_newer');
    expect(newer.current.prepare('SELECT count(*) AS count FROM audit').get()).toEqual({ count: 0 });
    newer.close();
  });
});

describe('operations', () => {
  const password = 'a sunny day';

  function operationsThat(work: (name: string) => unknown): { facts: AuditFact[]; operations: Operations } {
    const facts: AuditFact[] = [];
    const names = ['accounts.create', 'settings.change', 'recordings.remove', 'devices.list', 'live.stop'] as const;
    const operations = Object.fromEntries(names.map((name) => [name, async () => work(name)])) as unknown as Operations;
    return { facts, operations: audited(operations, { record: (fact) => void facts.push(fact) }) };
  }

  it('that change something are recorded, with what they were done to and no value', async () => {
    const { facts, operations } = operationsThat(() => ({}));
    await operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin);
    await operations['settings.change']({ camera: { quality: 71 }, security: { https_key: '/secret/key' } }, admin);
    await operations['recordings.remove']({ id: 'abc' }, { ...admin, address: null });
    await operations['devices.list']({}, admin);
    const by = { actor: 'Admin', address: '192.168.1.2', outcome: 'done' };
    expect(facts).toEqual([
      { ...by, action: 'accounts.create', detail: 'Anna, admin' },
      { ...by, action: 'settings.change', detail: 'camera.quality, security.https_key' },
      { ...by, action: 'recordings.remove', detail: 'abc', address: 'this screen' },
    ]);
  });

  it('that fail are recorded as such, with the code of the error and nothing else of it', async () => {
    const { facts, operations } = operationsThat((name) => {
      throw name === 'live.stop' ? new Error(`a bug about ${password}`) : new PetLogError('account_exists', { name: 'Anna' });
    });
    await expect(operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin)).rejects.toThrow(/Anna/);
    await expect(operations['live.stop']({}, admin)).rejects.toThrow(/a bug/);
    expect(facts.map(({ action, outcome, detail }) => [action, outcome, detail])).toEqual([
      ['accounts.create', 'failed', 'account_exists Anna'],
      ['live.stop', 'failed', 'internal'],
    ]);
  });
});
