import {
  type BackupCopies,
  type BackupEventPlaces,
  type BackupKey,
  type BackupRestore,
  type BackupRestoreInput,
  type BackupStatus,
  BackupTarget,
  type BackupTargetChange,
  type BackupTargetInput,
  type BackupTargetStatus,
  type BackupTested,
} from '../../shared/backup.ts';
import type { Problem } from '../../shared/api.ts';
import { redactSecrets } from '../../shared/secret.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { BackupDatabase } from './backup-database.ts';
import { BackupRestores, type BackupRestoresOptions } from './backup-restores.ts';
import type { BackupStore } from './backup-store.ts';
import type { CopiedThing } from './copied-things.ts';
import { brokenCopies } from './copy-check.ts';
import { CopyChecker } from './copy-checker.ts';
import type { Copy } from './copy-list.ts';
import { CopyQueue } from './copy-queue.ts';
import { GivenUpUploads } from './given-up-uploads.ts';
import { isNowWithin } from './hours.ts';
import { lateCopies } from './late-copies.ts';
import { MadeKeys } from './made-keys.ts';
import type { RcloneOwner } from './rclone/rclone-owner.ts';
import type { Source } from './source.ts';
import { TargetSettings } from './target-settings.ts';
import { targetStatus } from './target-status.ts';
import { TargetWorkers } from './target-workers.ts';
import { testStore } from './test-store.ts';

export interface BackupServiceOptions {
  readonly database: BackupDatabase;
  makeStore(target: BackupTarget): BackupStore;
  readonly rclone: RcloneOwner;
  open(copy: Copy): Promise<CopiedThing | null>;
  /** Everything that is there, in portions, so that others have their turn in between. */
  all(): Iterable<readonly Source[]>;
  readonly restore: BackupRestoresOptions['restore'];
  timeOfEvent: BackupRestoresOptions['timeOfEvent'];
  isClockSynchronized(): boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Targets, or how far they are, have changed. */
  onChanged(): void;
}

const testMilliseconds = 20_000;

/** Copies of recordings and events elsewhere, and back. */
export class BackupService {
  readonly #options: BackupServiceOptions;
  readonly #workers: TargetWorkers;
  readonly #queue: CopyQueue;
  readonly #givenUp: GivenUpUploads;
  readonly #targets: TargetSettings;
  readonly #closing = new AbortController();
  readonly #restores: BackupRestores;
  readonly #checker: CopyChecker;
  readonly #madeKeys = new MadeKeys();
  /** What is tidied up there after a place was removed. */
  readonly #tidying = new Set<Promise<void>>();

  constructor(options: BackupServiceOptions) {
    this.#options = options;
    const { restore, timeOfEvent, makeStore, database, logger, onChanged } = options;
    this.#targets = new TargetSettings(database, () => this.#nowMilliseconds);
    this.#restores = new BackupRestores({
      restore,
      timeOfEvent,
      makeStore,
      onBrought: ({ target_id: targetId }, { sizeBytes, ...brought }) => database.copies.brought({ ...brought, targetId }, sizeBytes),
      onChanged,
      logger,
    });
    this.#checker = new CopyChecker({
      files: database.files,
      makeStore,
      targets: () => this.targets,
      isHour: (target) => this.#isHour(target),
      onBroken: ({ target_id: id }) => this.#workers.wake(id),
      onChanged,
      clock: options.clock,
      logger,
    });
    const { open, isClockSynchronized, all, clock } = options;
    this.#givenUp = new GivenUpUploads({ database, logger });
    this.#workers = new TargetWorkers({
      ...{ database, makeStore, open, isClockSynchronized, clock, logger, onChanged },
      givenUp: this.#givenUp,
      target: (id) => this.#targets.get(id),
      isHour: (target) => this.#isHour(target),
    });
    this.#queue = new CopyQueue({
      copies: database.copies,
      targets: () => this.targets,
      all,
      onQueued: (isSoon) => this.#onQueued(isSoon),
      nowMilliseconds: () => this.#nowMilliseconds,
      logger,
    });
    this.targets.forEach((target) => this.#workers.take(target));
  }

  /** Looks what is to be copied, and goes on with it. */
  begin(): void {
    this.#queue.look();
  }

  list(): BackupTarget[] {
    return this.targets.map((target) => redactSecrets(BackupTarget, target));
  }

  get rclone(): RcloneOwner {
    return this.#options.rclone;
  }

  /** Each with its secrets. */
  get targets(): readonly BackupTarget[] {
    return this.#targets.all;
  }

  /** @throws PetLogError `too_many_backup_targets`, `backup_place_taken`, `invalid_input`, `backup_not_saved` */
  add(input: BackupTargetInput): BackupTarget {
    const target = this.#targets.add(input);
    this.#workers.take(target);
    this.#queue.look();
    this.#options.onChanged();
    return redactSecrets(BackupTarget, target);
  }

  /** @throws PetLogError `backup_target_not_found`, `backup_place_taken`, `invalid_input`, `backup_not_saved` */
  change(targetId: string, change: BackupTargetChange): Promise<BackupTarget> {
    return this.#replace(this.#targets.changed(targetId, change));
  }

  /** Nothing keeps the key; until it is confirmed, nothing is encrypted. @throws PetLogError `backup_target_not_found` */
  makeKey(targetId: string): Promise<BackupKey> {
    return this.#madeKeys.make(this.#targets.find(targetId).target_id);
  }

  /** @throws PetLogError `backup_target_not_found`, `backup_key_not_made`, `backup_key_not_confirmed`, `backup_not_saved` */
  async confirmKey(targetId: string, lastCharacters: string): Promise<BackupTarget> {
    const target = this.#targets.find(targetId);
    const confirmed = await this.#replace({ ...target, recipient: this.#madeKeys.confirm(targetId, lastCharacters) });
    this.#madeKeys.forget(targetId);
    return confirmed;
  }

  /**
   * What is there stays there.
   *
   * @throws PetLogError `backup_target_not_found`, `backup_not_saved`
   */
  async remove(targetId: string): Promise<void> {
    const target = this.#targets.find(targetId);
    await this.#workers.drop(targetId);
    this.#tidyUp(target);
    try {
      this.#targets.remove(targetId);
    } catch (error) {
      this.#workers.take(target); // it is still to be copied there
      throw error;
    }
    this.#options.onChanged();
  }

  /** Writes, reads and removes a small file there. @throws PetLogError `backup_target_not_found` */
  async test(targetId: string): Promise<BackupTested> {
    const store = this.#options.makeStore(this.#targets.find(targetId));
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(testMilliseconds)]);
    try {
      const tested = await testStore(store, signal);
      if (tested.ok) {
        this.#workers.retryNow(targetId);
      }
      return tested;
    } finally {
      store.close();
    }
  }

  status(): BackupStatus {
    return { targets: this.targets.map((target) => this.#statusOf(target)), restore: this.#restores.state };
  }

  /** @throws PetLogError `backup_target_not_found`, `backup_restore_running`, `event_not_found` */
  restore(input: BackupRestoreInput): BackupRestore {
    return this.#restores.begin(this.#targets.find(input.target_id), input);
  }

  async cancelRestore(): Promise<BackupStatus> {
    await this.#restores.cancel();
    return this.status();
  }

  /** @throws PetLogError `backup_target_not_found`, `backup_not_read` */
  async copies(targetId: string, date: string): Promise<BackupCopies> {
    return this.#restores.recordingsOf(this.#targets.find(targetId), date);
  }

  /** Begins to look at a sample. @throws PetLogError `backup_target_not_found` */
  check(targetId: string): BackupStatus {
    void this.#checker.check(this.#targets.find(targetId));
    return this.status();
  }

  /** Places of which copies are broken, and those that nothing reaches. */
  get problems(): Problem[] {
    const { database } = this.#options;
    return [
      ...brokenCopies(this.targets, database.files),
      ...lateCopies(this.targets, database, (id) => this.#workers.isStuck(id), this.#nowMilliseconds),
    ];
  }

  /** Where the video of an event was copied to. */
  placesOfEvent(eventId: number): BackupEventPlaces {
    const there = new Set(this.#options.database.copies.targetsWithVideoOf(eventId));
    const places = this.targets.filter(({ target_id: id }) => there.has(id));
    return { places: places.map(({ target_id, name }) => ({ target_id, name })) };
  }

  /** Something has ended, or is kept from now on. */
  noticed(source: Source): void {
    this.#queue.noticed(source);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#workers.close(), this.#restores.close(), this.#checker.close(), this.#queue.close(), ...this.#tidying]);
  }

  async #replace(target: BackupTarget): Promise<BackupTarget> {
    this.#targets.put(target);
    await this.#workers.drop(target.target_id);
    this.#workers.take(target);
    this.#queue.look();
    this.#options.onChanged();
    return redactSecrets(BackupTarget, target);
  }

  #onQueued(isSoon: boolean): void {
    this.#workers.wakeAll();
    if (!isSoon) {
      this.#options.onChanged();
    }
  }

  /** Parts that were never put together would stay there for good, and be paid for. */
  #tidyUp(target: BackupTarget): void {
    const uploads = this.#options.database.uploads.ofTarget(target.target_id);
    if (uploads.length === 0) {
      return;
    }
    const store = this.#options.makeStore(target);
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(testMilliseconds)]);
    const tidying = this.#givenUp.abandon(store, uploads, signal).finally(() => {
      store.close();
      this.#tidying.delete(tidying);
    });
    this.#tidying.add(tidying);
  }

  #statusOf(target: BackupTarget): BackupTargetStatus {
    const { target_id: id } = target;
    return targetStatus(target, this.#options.database, {
      sending: this.#workers.sending(id),
      isFailing: this.#workers.isFailing(id),
      isHour: this.#isHour(target),
      isChecking: this.#checker.isRunning(id),
      checkError: this.#checker.errorOf(id),
    });
  }

  #isHour(target: BackupTarget): boolean {
    return isNowWithin(target, new Date(this.#options.clock.nowMicroseconds() / 1000));
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}
