import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Config } from '../../shared/config.ts';
import { configOfCamera } from '../../shared/config/config-of-camera.ts';
import { BackupDatabase, backupDatabaseFile } from '../backup/backup-database.ts';
import { BackupService } from '../backup/backup-service.ts';
import { BackupSources } from '../backup/backup-sources.ts';
import type { BackupStore } from '../backup/backup-store.ts';
import type { Source } from '../backup/source.ts';
import { BandwidthLimit } from '../backup/bandwidth-limit.ts';
import { rcloneOwner } from '../backup/rclone/rclone-owner.ts';
import { RcloneProgram } from '../backup/rclone/rclone-program.ts';
import { RcloneStore } from '../backup/rclone/rclone-store.ts';
import { RemoteFiles } from '../backup/remote-files.ts';
import { S3Store } from '../backup/s3-store.ts';
import { usualPatience } from '../backup/transfer-pace.ts';
import { WebDavStore } from '../backup/webdav-store.ts';
import type { BackupTarget } from '../../shared/backup.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import { BufferCollector } from '../system/buffer-collector.ts';
import type { Clock } from '../system/clock.ts';
import type { DataDisk } from '../system/data-disk.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import { bytesPerMegabyte } from '../system/units.ts';
import type { OpenEventLog } from './open-event-log.ts';
import type { OpenRecordings } from './open-recordings.ts';

export interface OpenBackupOptions {
  readonly dataDirectory: string;
  readonly recordings: Pick<OpenRecordings, 'library' | 'storage' | 'isClockSynchronized'>;
  readonly events: Pick<OpenEventLog, 'log' | 'clips' | 'pets' | 'pathOfPicture' | 'addCopied'>;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly dataDisk: Pick<DataDisk, 'add'>;
  diskSpace(path: string): Promise<{ readonly availableBytes: number }>;
  config(): Config;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

const pageSize = 500;

/** Copies of recordings and events elsewhere, in a database of its own. */
export function openBackup(options: OpenBackupOptions): BackupService {
  const { dataDirectory, recordings, events, addresses, dataDisk, config, bus, clock, logger, resources } = options;
  const { library, storage } = recordings;
  const database = new BackupDatabase(join(dataDirectory, backupDatabaseFile), logger);
  resources.add('database of backups', () => database.close());
  dataDisk.add({
    get problems() {
      return database.problem === null ? [] : [database.problem];
    },
    retry: () => database.retry(),
  });
  const assertRoom = async (sizeBytes: number): Promise<void> => {
    const { availableBytes } = await options.diskSpace(storage.directory.absolutePath);
    if (availableBytes - sizeBytes < config().recording.min_free_mb * bytesPerMegabyte) {
      throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    }
  };
  const sources = new BackupSources({
    library,
    events: events.log,
    clips: events.clips,
    nameOfPet: (petId) => events.pets.stored().find((pet) => pet.petId === petId)?.name ?? null,
    pathOfPicture: (picture) => events.pathOfPicture(picture),
    directory: join(dataDirectory, 'backup', 'clips'),
    videoOf(cameraId) {
      const [widthPixels, heightPixels] = configOfCamera(config(), cameraId)?.camera.resolution ?? [0, 0];
      const clockMark = recordings.isClockSynchronized() ? 'synchronized' : 'unknown';
      return { widthPixels, heightPixels, frameRate: configOfCamera(config(), cameraId)?.camera.frame_rate ?? 0, clock: clockMark };
    },
    assertRoom,
  });
  /** Events and recordings share what a target may have. */
  const limits = new Map<string, BandwidthLimit>();
  let buffers: BufferCollector | null = null;
  const limitOf = ({ target_id: id }: BackupTarget): BandwidthLimit => {
    buffers ??= new BufferCollector();
    const mostKilobits = (): number => backup.targets.find(({ target_id }) => target_id === id)?.most_kbps ?? 0;
    const limit = limits.get(id) ?? new BandwidthLimit(clock, mostKilobits, buffers);
    limits.set(id, limit);
    return limit;
  };
  const rclone = rcloneOwner(process.env);
  const makeStore = (target: BackupTarget): BackupStore => {
    const { url, remote, folder, bucket, region, username, password, certificate_fingerprint: fingerprint } = target;
    if (target.kind === 'rclone') {
      const program = new RcloneProgram({ spawn, clock, environment: process.env, configurationPath: rclone.configurationPath });
      return new RcloneStore({ remote, folder, user: rclone.user }, program, limitOf(target));
    }
    const files = new RemoteFiles(addresses, limitOf(target), clock, usualPatience, fingerprint);
    return target.kind === 'webdav'
      ? new WebDavStore({ url, folder, username, password }, files)
      : new S3Store({ url, folder, bucket, region, accessKeyId: username, secretAccessKey: password }, files);
  };
  const recordingSource = (id: string): Source | null => {
    const recording = library.find(id);
    return recording?.state !== 'finished'
      ? null
      : { kind: 'recording', sourceId: id, atMilliseconds: recording.startedAtMilliseconds, isKept: recording.isKept };
  };
  const backup: BackupService = new BackupService({
    database,
    makeStore,
    rclone,
    open: (copy) => sources.open(copy),
    *all() {
      let after = 0;
      for (;;) {
        const ended = events.log.endedAfter(after, pageSize);
        if (ended.length === 0) {
          break;
        }
        after = ended.at(-1)?.eventId ?? after;
        yield ended.map(({ eventId, startedAtMilliseconds, isKept }) => ({
          kind: 'event' as const,
          sourceId: String(eventId),
          atMilliseconds: startedAtMilliseconds,
          isKept,
        }));
      }
      for (let page = 1; ; page += 1) {
        const { recordings: found } = library.list({ page, page_size: pageSize });
        if (found.length === 0) {
          return;
        }
        yield found.map(({ recording_id: id }) => recordingSource(id)).filter((source) => source !== null);
      }
    },
    restore: {
      storage: () => storage.directory,
      library,
      isRecorded: (cameraId, fromMilliseconds, toMilliseconds) => library.covering({ cameraId, fromMilliseconds, toMilliseconds }) !== null,
      addEvent: (event, petName, picture) => events.addCopied(event, petName, picture),
      assertRoom,
    },
    timeOfEvent: (eventId) => events.log.find(String(eventId)).startedAtMilliseconds,
    isClockSynchronized: () => recordings.isClockSynchronized(),
    clock,
    logger,
    onChanged: () => {},
  });
  resources.add('backup', () => backup.close());
  const tell = (source: Source | null): void => {
    if (source !== null) {
      backup.noticed(source);
    }
  };
  resources.add(
    'ended events',
    bus.on('event.ended', ({ event_id: id }) => {
      const { startedAtMilliseconds, isKept } = events.log.find(id);
      tell({ kind: 'event', sourceId: String(id), atMilliseconds: startedAtMilliseconds, isKept });
    }),
  );
  resources.add(
    'changed recordings',
    bus.on('recording.changed', ({ recording_id: id }) => tell(recordingSource(id))),
  );
  // What is over may be joined and rewritten before it is what stays.
  resources.add(
    'finished recordings',
    library.onSettled(() => {
      const { recordings: newest } = library.list({ page: 1, page_size: settledTogether });
      newest.forEach(({ recording_id: id }) => tell(recordingSource(id)));
    }),
  );
  return backup;
}

/** Of those that may have been finished since the last time. */
const settledTogether = 20;
