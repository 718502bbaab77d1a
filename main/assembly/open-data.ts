import type { Clock } from '../system/clock.ts';
import { AnsweringDisks } from '../system/answering-disks.ts';
import { DataDirectoryLock } from '../system/data-directory-lock.ts';
import { assertDiskAnswers, prepareDataDirectory } from '../system/data-directory.ts';
import { DataDisk } from '../system/data-disk.ts';
import { type DiskSpace, diskSpace as spaceOf } from '../system/disk-space.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';

/** The data directory, for the one PetLog that owns it. */
export interface OpenData {
  readonly disks: AnsweringDisks;
  readonly dataDisk: DataDisk;
  diskSpace(path: string): Promise<DiskSpace>;
}

/** @throws StartupError when the data directory cannot be had */
export async function openData(
  dataDirectory: string,
  { clock, logger, resources }: { clock: Clock; logger: Logger; resources: ResourceStack },
): Promise<OpenData> {
  const disks = new AnsweringDisks(clock);
  await assertDiskAnswers(dataDirectory, disks);
  prepareDataDirectory(dataDirectory);
  const lock = DataDirectoryLock.acquire(dataDirectory);
  resources.add('data directory lock', () => lock.release());
  if (lock.problem !== null) {
    logger.error({ err: lock.problem.cause }, lock.problem.message);
  }
  const diskSpace = (path: string): Promise<DiskSpace> => disks.ask(path, () => spaceOf(path));
  const dataDisk = await DataDisk.open({ dataDirectory, disks, diskSpace, clock, logger });
  resources.add('data disk', () => dataDisk.close());
  dataDisk.add({
    get problems() {
      return lock.problem === null ? [] : [lock.problem];
    },
    retry: () => lock.retry(),
  });
  return { disks, dataDisk, diskSpace };
}
