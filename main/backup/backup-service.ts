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
import { PetLogError } from '../../shared/errors.ts';
import { keepSecrets, redacted, redactSecrets } from '../../shared/secret.ts';
import { randomId } from '../access/hash.ts';
import type { Clock } from '../system/clock.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import type { BackupDatabase, Copy, CopyKind } from './backup-database.ts';
import { copyKinds } from './backup-database.ts';
import { BackupRestores, type BackupRestoresOptions } from './backup-restores.ts';
import type { BackupStore } from './backup-store.ts';
import { BackupWorker, mostPriorityOf, priorities } from './backup-worker.ts';
import type { CopiedThing } from './copied-things.ts';
import { brokenCopies, checkStatus } from './copy-check.ts';
import { CopyChecker } from './copy-checker.ts';
import { isNowWithin } from './hours.ts';
import { MadeKeys } from './made-keys.ts';
import { assertComplete, invalid } from './target-rules.ts';
import type { RcloneOwner } from './rclone/rclone-owner.ts';
import { testStore } from './test-store.ts';

/** Something that may be copied. */
export interface Source {
  readonly kind: CopyKind;
  readonly sourceId: string;
  readonly atMilliseconds: number;
  readonly isKept: boolean;
}

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

const mostTargets = 10;
/** Until the end of what is recorded of an event is on the disk. */
const afterEventMilliseconds = 8000;
const testMilliseconds = 20_000;

/** Copies of recordings and events elsewhere, and back. */
export class BackupService {
  readonly #options: BackupServiceOptions;
  readonly #workers = new Map<string, readonly BackupWorker[]>();
  readonly #targets = new Map<string, BackupTarget>();
  readonly #closing = new AbortController();
  readonly #restores: BackupRestores;
  readonly #checker: CopyChecker;
  readonly #madeKeys = new MadeKeys();
  #looking: Promise<void> = Promise.resolve();

  constructor(options: BackupServiceOptions) {
    this.#options = options;
    const { restore, timeOfEvent, makeStore, database, logger, onChanged } = options;
    this.#restores = new BackupRestores({
      restore,
      timeOfEvent,
      makeStore,
      onBrought: ({ target_id: targetId }, { sizeBytes, ...brought }) => database.brought({ ...brought, targetId }, sizeBytes),
      onChanged,
      logger,
    });
    this.#checker = new CopyChecker({
      files: database.files,
      makeStore,
      targets: () => this.targets,
      isHour: (target) => this.#isHour(target),
      onBroken: ({ target_id: id }) => this.#workers.get(id)?.forEach((worker) => worker.wake()),
      onChanged,
      clock: options.clock,
      logger,
    });
    options.database.targets().forEach((target) => this.#take(target));
  }

  /** Looks what is to be copied, and goes on with it. */
  begin(): void {
    this.#look();
  }

  list(): BackupTarget[] {
    return [...this.#targets.values()].map((target) => redactSecrets(BackupTarget, target));
  }

  get rclone(): RcloneOwner {
    return this.#options.rclone;
  }

  /** Each with its secrets. */
  get targets(): readonly BackupTarget[] {
    return [...this.#targets.values()];
  }

  /** @throws PetLogError `too_many_backup_targets`, `invalid_input`, `backup_not_saved` */
  add(input: BackupTargetInput): BackupTarget {
    if (this.#targets.size >= mostTargets) {
      throw new PetLogError('too_many_backup_targets', { limit: mostTargets });
    }
    const target = { ...input, target_id: randomId(), recipient: '' };
    assertComplete(target);
    this.#save(target);
    this.#take(target);
    this.#look();
    return redactSecrets(BackupTarget, target);
  }

  /** @throws PetLogError `backup_target_not_found`, `invalid_input`, `backup_not_saved` */
  async change(targetId: string, change: BackupTargetChange): Promise<BackupTarget> {
    const before = this.#find(targetId);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const isElsewhere = (given['url'] ?? before.url) !== before.url;
    if (isElsewhere && given['password'] === redacted) {
      throw invalid('password', 'what is set is for another address; give it anew, or leave it out.');
    }
    const kept = keepSecrets(BackupTarget, given, before) as Partial<BackupTarget>;
    const target: BackupTarget = { ...before, ...(isElsewhere ? { password: '' } : {}), ...kept };
    assertComplete(target);
    return this.#replace(target);
  }

  /** Nothing keeps the key; until it is confirmed, nothing is encrypted. @throws PetLogError `backup_target_not_found` */
  makeKey(targetId: string): Promise<BackupKey> {
    return this.#madeKeys.make(this.#find(targetId).target_id);
  }

  /** @throws PetLogError `backup_target_not_found`, `backup_key_not_made`, `backup_key_not_confirmed`, `backup_not_saved` */
  async confirmKey(targetId: string, lastCharacters: string): Promise<BackupTarget> {
    const target = this.#find(targetId);
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
    this.#find(targetId);
    await this.#drop(targetId);
    this.#saving(() => this.#options.database.removeTarget(targetId));
    this.#targets.delete(targetId);
    this.#options.onChanged();
  }

  /** Writes, reads and removes a small file there. @throws PetLogError `backup_target_not_found` */
  async test(targetId: string): Promise<BackupTested> {
    const store = this.#options.makeStore(this.#find(targetId));
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(testMilliseconds)]);
    try {
      const tested = await testStore(store, signal);
      if (tested.ok) {
        this.#workers.get(targetId)?.forEach((worker) => worker.retryNow());
      }
      return tested;
    } finally {
      store.close();
    }
  }

  status(): BackupStatus {
    return { targets: [...this.#targets.values()].map((target) => this.#statusOf(target)), restore: this.#restores.state };
  }

  /** @throws PetLogError `backup_target_not_found`, `backup_restore_running`, `event_not_found` */
  restore(input: BackupRestoreInput): BackupRestore {
    return this.#restores.begin(this.#find(input.target_id), input);
  }

  async cancelRestore(): Promise<BackupStatus> {
    await this.#restores.cancel();
    return this.status();
  }

  /** @throws PetLogError `backup_target_not_found`, `backup_not_read` */
  async copies(targetId: string, date: string): Promise<BackupCopies> {
    return this.#restores.recordingsOf(this.#find(targetId), date);
  }

  /** Begins to look at a sample. @throws PetLogError `backup_target_not_found` */
  check(targetId: string): BackupStatus {
    void this.#checker.check(this.#find(targetId));
    return this.status();
  }

  /** Places of which copies are broken. */
  get problems(): Problem[] {
    return brokenCopies(this.targets, this.#options.database.files);
  }

  /** Where an event was copied to. */
  placesOfEvent(eventId: number): BackupEventPlaces {
    const there = new Set(this.#options.database.targetsWith('event', String(eventId)));
    const places = [...this.#targets.values()].filter(({ target_id: id }) => there.has(id));
    return { places: places.map(({ target_id, name }) => ({ target_id, name })) };
  }

  /** Something has ended, or is kept from now on. */
  noticed(source: Source): void {
    for (const target of this.#targets.values()) {
      this.#enqueue(target, source);
    }
    this.#wakeAll(source.kind === 'event' ? afterEventMilliseconds : 0);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#targets.keys()].map((id) => this.#drop(id)));
    await Promise.all([this.#restores.close(), this.#checker.close(), this.#looking]);
  }

  async #replace(target: BackupTarget): Promise<BackupTarget> {
    this.#save(target);
    await this.#drop(target.target_id);
    this.#take(target);
    this.#look();
    return redactSecrets(BackupTarget, target);
  }

  #take(target: BackupTarget): void {
    const { database, makeStore, open, isClockSynchronized, clock, logger, onChanged } = this.#options;
    this.#targets.set(target.target_id, target);
    const common = { database, makeStore, open, isClockSynchronized, clock, logger, onChanged };
    const workers = copyKinds.map(
      (kind) =>
        new BackupWorker({
          ...common,
          kind,
          target: () => this.#targets.get(target.target_id) ?? { ...target, enabled: false },
          isHour: (settings) => this.#isHour(settings),
        }),
    );
    this.#workers.set(target.target_id, workers);
  }

  async #drop(targetId: string): Promise<void> {
    const workers = this.#workers.get(targetId) ?? [];
    this.#workers.delete(targetId);
    await Promise.all(workers.map((worker) => worker.close()));
  }

  /** Goes through everything: what ended while PetLog was killed, or before there was this target. */
  #look(): void {
    this.#looking = this.#looking
      .then(() => this.#lookAtAll())
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'what is to be copied could not be looked at');
      });
  }

  async #lookAtAll(): Promise<void> {
    for (const portion of this.#options.all()) {
      if (this.#closing.signal.aborted) {
        return;
      }
      portion.forEach((source) => this.#targets.forEach((target) => this.#enqueue(target, source, 0)));
      await new Promise(setImmediate);
    }
    this.#wakeAll(0);
  }

  #wakeAll(afterMilliseconds: number): void {
    for (const worker of [...this.#workers.values()].flat()) {
      worker.wake();
    }
    if (afterMilliseconds === 0) {
      this.#options.onChanged();
    }
  }

  #enqueue(target: BackupTarget, { kind, sourceId, atMilliseconds, isKept }: Source, afterMilliseconds = afterEventMilliseconds): void {
    const priority = kind === 'event' ? priorities.event : isKept ? priorities.kept : priorities.rest;
    const dueAtMilliseconds = this.#nowMilliseconds + (kind === 'event' ? afterMilliseconds : 0);
    this.#options.database.add({ targetId: target.target_id, kind, sourceId, atMilliseconds }, priority, dueAtMilliseconds);
  }

  #statusOf(target: BackupTarget): BackupTargetStatus {
    const { database } = this.#options;
    const { waiting, failing, copied, copiedBytes } = database.sums(target.target_id, mostPriorityOf(target));
    const { lastSuccessAtMilliseconds, lastError } = database.outcomeOf(target.target_id);
    const workers = this.#workers.get(target.target_id) ?? [];
    const sending = workers.map((worker) => worker.sending).find((one) => one !== null) ?? null;
    const isHour = this.#isHour(target);
    const { last } = database.files.checkOf(target.target_id);
    const state = !target.enabled
      ? 'off'
      : sending !== null
        ? 'sending'
        : workers.some((worker) => worker.isFailing) && waiting > 0
          ? 'failing'
          : waiting > 0 && !isHour
            ? 'waiting_for_hour'
            : 'resting';
    return {
      target_id: target.target_id,
      state,
      waiting_count: waiting,
      failing_count: failing,
      copied_count: copied,
      copied_bytes: copiedBytes,
      last_success_at: lastSuccessAtMilliseconds === null ? null : new Date(lastSuccessAtMilliseconds).toISOString(),
      last_error: lastError,
      sending: sending === null ? null : { name: sending.name, sent_bytes: sending.sentBytes, size_bytes: sending.sizeBytes },
      is_checking: this.#checker.isRunning(target.target_id),
      last_check: checkStatus(last),
    };
  }

  #find(targetId: string): BackupTarget {
    const target = this.#targets.get(targetId);
    if (target === undefined) {
      throw new PetLogError('backup_target_not_found', { id: targetId });
    }
    return target;
  }

  #save(target: BackupTarget): void {
    this.#saving(() => this.#options.database.putTarget(target, this.#nowMilliseconds));
    this.#options.onChanged();
  }

  #saving(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw new PetLogError('backup_not_saved', { reason: diskReason(error) }, { cause: error });
    }
  }

  #isHour(target: BackupTarget): boolean {
    return isNowWithin(target, new Date(this.#options.clock.nowMicroseconds() / 1000));
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}
