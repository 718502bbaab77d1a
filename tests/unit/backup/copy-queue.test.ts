import { expect, test } from 'vitest';
import { CopyQueue } from '../../../main/backup/copy-queue.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { BackupTarget, BackupTargetInput } from '../../../shared/backup.ts';

const input = BackupTargetInput.parse({ name: 'NAS', kind: 'webdav', url: 'http://nas.home/' });
const target = BackupTarget.parse({ ...input, target_id: 'nas' });

test.each([
  ['what is there is looked through for a target', [target], 1, ['nas 7']],
  ['a long log is not read for nobody', [], 0, []],
])('%s', async (_, targets, portions, added) => {
  let read = 0;
  const copies: string[] = [];
  const queue = new CopyQueue({
    copies: { add: ({ targetId, sourceId }) => void copies.push(`${targetId} ${sourceId}`) },
    targets: () => targets,
    *all() {
      read += 1;
      yield [{ kind: 'event', sourceId: '7', atMilliseconds: 1000, isKept: false }];
    },
    onQueued: () => {},
    nowMilliseconds: () => 2000,
    logger: silentLogger,
  });
  queue.look();
  await new Promise(setImmediate);
  await queue.close();
  expect([read, copies]).toEqual([portions, added]);
});
