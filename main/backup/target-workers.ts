import type { BackupTarget } from '../../shared/backup.ts';
import { BackupWorker, type BackupWorkerOptions, type SendingCopy } from './backup-worker.ts';
import { copyKinds } from './copy-list.ts';

interface TargetWorkersOptions extends Omit<BackupWorkerOptions, 'kind' | 'target'> {
  /** As it is now; undefined once it is removed. */
  target(targetId: string): BackupTarget | undefined;
}

/** Those that send to each place: one for events, another for recordings, so that a large one holds up no event. */
export class TargetWorkers {
  readonly #options: TargetWorkersOptions;
  readonly #workers = new Map<string, readonly BackupWorker[]>();

  constructor(options: TargetWorkersOptions) {
    this.#options = options;
  }

  /** Those that are there already go on: of two changes at once, each takes its place anew. */
  take(target: BackupTarget): void {
    if (this.#workers.has(target.target_id)) {
      return;
    }
    const { target: find, ...common } = this.#options;
    const workers = copyKinds.map(
      (kind) => new BackupWorker({ ...common, kind, target: () => find(target.target_id) ?? { ...target, enabled: false } }),
    );
    this.#workers.set(target.target_id, workers);
  }

  /** Resolves once nothing is sent there any more. */
  async drop(targetId: string): Promise<void> {
    const workers = this.#of(targetId);
    this.#workers.delete(targetId);
    await Promise.all(workers.map((worker) => worker.close()));
  }

  wake(targetId: string): void {
    this.#of(targetId).forEach((worker) => worker.wake());
  }

  wakeAll(): void {
    [...this.#workers.keys()].forEach((targetId) => this.wake(targetId));
  }

  /** As `wake`, also where the last attempts failed: somebody has mended something. */
  retryNow(targetId: string): void {
    this.#of(targetId).forEach((worker) => worker.retryNow());
  }

  /** What is on its way there. */
  sending(targetId: string): SendingCopy | null {
    return (
      this.#of(targetId)
        .map((worker) => worker.sending)
        .find((one) => one !== null) ?? null
    );
  }

  isFailing(targetId: string): boolean {
    return this.#of(targetId).some((worker) => worker.isFailing);
  }

  isStuck(targetId: string): boolean {
    return this.#of(targetId).some((worker) => worker.isStuck);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((targetId) => this.drop(targetId)));
  }

  #of(targetId: string): readonly BackupWorker[] {
    return this.#workers.get(targetId) ?? [];
  }
}
