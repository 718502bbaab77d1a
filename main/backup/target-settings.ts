import { BackupTarget, type BackupTargetChange, type BackupTargetInput } from '../../shared/backup.ts';
import { PetLogError } from '../../shared/errors.ts';
import { keepSecrets, redacted } from '../../shared/secret.ts';
import { randomId } from '../access/hash.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { BackupDatabase } from './backup-database.ts';
import { assertComplete, invalid, isSamePlace } from './target-rules.ts';

const mostTargets = 10;

/** The places where copies go, as people set them up, with their secrets. */
export class TargetSettings {
  readonly #database: Pick<BackupDatabase, 'targets' | 'putTarget' | 'removeTarget'>;
  readonly #nowMilliseconds: () => number;
  readonly #targets: Map<string, BackupTarget>;

  constructor(database: Pick<BackupDatabase, 'targets' | 'putTarget' | 'removeTarget'>, nowMilliseconds: () => number) {
    this.#database = database;
    this.#nowMilliseconds = nowMilliseconds;
    this.#targets = new Map(database.targets().map((target) => [target.target_id, target]));
  }

  get all(): readonly BackupTarget[] {
    return [...this.#targets.values()];
  }

  get(targetId: string): BackupTarget | undefined {
    return this.#targets.get(targetId);
  }

  /** @throws PetLogError `backup_target_not_found` */
  find(targetId: string): BackupTarget {
    const target = this.#targets.get(targetId);
    if (target === undefined) {
      throw new PetLogError('backup_target_not_found', { id: targetId });
    }
    return target;
  }

  /** @throws PetLogError `too_many_backup_targets`, `backup_place_taken`, `invalid_input`, `backup_not_saved` */
  add(input: BackupTargetInput): BackupTarget {
    if (this.#targets.size >= mostTargets) {
      throw new PetLogError('too_many_backup_targets', { limit: mostTargets });
    }
    const target = { ...input, target_id: randomId(), recipient: '' };
    assertComplete(target);
    this.#assertFree(target);
    this.put(target);
    return target;
  }

  /**
   * What it would be with a change; saves nothing.
   *
   * @throws PetLogError `backup_target_not_found`, `backup_place_taken`, `invalid_input`
   */
  changed(targetId: string, change: BackupTargetChange): BackupTarget {
    const before = this.find(targetId);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const isElsewhere = (given['url'] ?? before.url) !== before.url;
    if (isElsewhere && given['password'] === redacted) {
      throw invalid('password', 'what is set is for another address; give it anew, or leave it out.');
    }
    const kept = keepSecrets(BackupTarget, given, before) as Partial<BackupTarget>;
    // Both are for the server that they were given for.
    const target: BackupTarget = { ...before, ...(isElsewhere ? { password: '', certificate_fingerprint: '' } : {}), ...kept };
    assertComplete(target);
    // Whoever has two of one place, of an earlier PetLog, may still change everything else.
    if (!isSamePlace(target, before)) {
      this.#assertFree(target);
    }
    return target;
  }

  /** @throws PetLogError `backup_not_saved` */
  put(target: BackupTarget): void {
    saving(() => this.#database.putTarget(target, this.#nowMilliseconds()));
    this.#targets.set(target.target_id, target);
  }

  /** @throws PetLogError `backup_not_saved` */
  remove(targetId: string): void {
    saving(() => this.#database.removeTarget(targetId));
    this.#targets.delete(targetId);
  }

  /** Each of two would remove what the other keeps there, by its age, its encryption, or as a part that was given up. */
  #assertFree(target: BackupTarget): void {
    const other = this.all.find((one) => one.target_id !== target.target_id && isSamePlace(one, target));
    if (other !== undefined) {
      throw new PetLogError('backup_place_taken', { name: other.name });
    }
  }
}

function saving(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new PetLogError('backup_not_saved', { reason: diskReason(error) }, { cause: error });
  }
}
