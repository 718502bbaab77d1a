import { expect, it } from 'vitest';
import { BackupFault, type BackupStore, readContent } from '../../../main/backup/backup-store.ts';
import { CopyChecker } from '../../../main/backup/copy-checker.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { sentenceOfFault } from '../../../shared/backup-faults.ts';
import { BackupTarget, BackupTargetInput } from '../../../shared/backup.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const hourMilliseconds = 3_600_000;
const target = BackupTarget.parse({
  ...BackupTargetInput.parse({ name: 'NAS', kind: 'webdav', url: 'http://nas.home/' }),
  target_id: 'nas',
});
const file = { targetId: 'nas', kind: 'event', sourceId: '1', key: 'a.json', sizeBytes: 3, sha256: 'ab' } as const;

it('a check that the server does not let through is tried again after a day, not each hour: it may have read a lot', async () => {
  const clock = new ManualClock();
  let reads = 0;
  let isServerWell = false;
  const store: BackupStore = {
    read() {
      reads += 1;
      if (isServerWell) {
        return Promise.resolve(readContent({ bytes: Buffer.from('abc') }, 0, 3));
      }
      return Promise.reject(new BackupFault('server_problem'));
    },
    send: () => Promise.reject(new Error('nothing is sent')),
    remove: () => Promise.reject(new Error('nothing is removed')),
    list: () => Promise.reject(new Error('nothing is listed')),
    close() {},
  };
  const checker = new CopyChecker({
    files: {
      checkOf: () => ({ last: null, createdAtMilliseconds: 0 }),
      setCheck: () => {},
      filesToCheck: () => [file],
      sendAgain: () => {},
    },
    targets: () => [target],
    makeStore: () => store,
    isHour: () => true,
    onBroken: () => {},
    onChanged: () => {},
    clock,
    logger: silentLogger,
  });
  await clock.advance(20 * hourMilliseconds);
  expect(reads).toBe(1);
  await clock.advance(10 * hourMilliseconds);
  expect(reads).toBe(2);
  // Somebody asks for it.
  await checker.check(target);
  expect(reads).toBe(3);
  expect(checker.errorOf('nas')).toBe(sentenceOfFault('server_problem'));
  isServerWell = true;
  await checker.check(target);
  expect(checker.errorOf('nas')).toBeNull();
  await checker.close();
  expect(clock.pendingTimers).toBe(0);
});
