import { expect, it } from 'vitest';
import { BackupRestorer } from '../../../main/backup/backup-restorer.ts';
import type { BackupStore } from '../../../main/backup/backup-store.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { sentenceOfFault } from '../../../shared/backup-faults.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A place whose answers break off. */
function breaking(error: Error): BackupStore {
  return {
    list: async (folder) =>
      folder === 'recordings'
        ? { folders: ['2026-05-01'], files: [] }
        : { folders: [], files: [{ name: '20260501T120000000Z-000001.json', sizeBytes: 10 }] },
    read: async () =>
      (async function* () {
        yield Buffer.from('{');
        throw error;
      })(),
    send: () => Promise.reject(new Error('nothing is sent')),
    remove: () => Promise.reject(new Error('nothing is removed')),
    close() {},
  };
}

it.each([
  Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
  Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }),
  new Error('silent'),
])('a connection that breaks while it is read ($message) is not taken for a disk of ours', async (error) => {
  await using directory = await temporaryDirectory();
  const restorer = new BackupRestorer(
    {
      storage: () => new StorageDirectory(directory.path, 'recordings'),
      library: { find: () => null, recover: async () => {} },
      isRecorded: () => false,
      addEvent: () => Promise.reject(new Error('nothing is added')),
      assertRoom: async () => {},
      logger: silentLogger,
    },
    breaking(error),
    'nas',
    { date: '2026-05-01' },
    new AbortController().signal,
    () => {},
  );
  await restorer.run();
  expect(restorer.state).toMatchObject({ state: 'failed', reason: sentenceOfFault('broke_off') });
});
