import { join } from 'node:path';
import type { Config } from '../../shared/config.ts';
import type { AccessControl } from '../access/access-control.ts';
import { preparePrivate } from '../access/access-database.ts';
import { RunningTime } from '../access/running-time.ts';
import type { EventBus } from '../events/event-bus.ts';
import { ShareService } from '../shares/share-service.ts';
import { shareMigrations, ShareStore } from '../shares/share-store.ts';
import type { Clock } from '../system/clock.ts';
import type { DataDisk } from '../system/data-disk.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import { SavedDatabase } from '../system/saved-database.ts';
import type { OpenRecordings } from './open-recordings.ts';

interface OpenSharesOptions {
  readonly dataDirectory: string;
  readonly recordings: Pick<OpenRecordings, 'library' | 'media'>;
  readonly access: Pick<AccessControl, 'permissions'>;
  readonly dataDisk: Pick<DataDisk, 'add'>;
  config(): Config;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Links to clips, in a database of their own beside those of who may come in: a library that is made anew knows nothing of them. */
export function openShares({
  dataDirectory,
  recordings,
  access,
  dataDisk,
  config,
  bus,
  clock,
  logger,
  resources,
}: OpenSharesOptions): ShareService {
  const path = join(dataDirectory, 'access', 'shares.db');
  const database = new SavedDatabase({
    path,
    migrations: shareMigrations,
    prepareFile: () => preparePrivate(path),
    keptTables: [],
    logger,
  });
  resources.add('database of links', () => database.close());
  dataDisk.add({
    get problems() {
      return database.problem === null ? [] : [database.problem];
    },
    retry: () => database.retry(),
  });
  const shares = new ShareService({
    dataDirectory,
    store: new ShareStore(database),
    runningTime: new RunningTime(database, clock),
    permissions: access.permissions,
    library: recordings.library,
    media: recordings.media,
    minimumFreeMegabytes: () => config().recording.min_free_mb,
    clock,
    logger,
  });
  resources.add('links', () => shares.close());
  resources.add(
    'links of removed recordings',
    bus.on('recording.removed', ({ recording_id: id }) => shares.recordingRemoved(id)),
  );
  return shares;
}
