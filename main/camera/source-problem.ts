import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import type { SourcePermission } from './source-permission.ts';

interface SourceProblemOptions {
  /** `camera.source` */
  source(): string;
  permission(): SourcePermission;
  clock: Clock;
}

/** A saved camera that may not be used, which is told on every screen: it was chosen before, or the owner of the machine thought better of it. */
export class SourceProblem {
  readonly #options: SourceProblemOptions;
  #sinceMicroseconds: number | null = null;

  constructor(options: SourceProblemOptions) {
    this.#options = options;
  }

  get problem(): Problem | null {
    const { source, permission, clock } = this.#options;
    if (permission().allows(source())) {
      this.#sinceMicroseconds = null;
      return null;
    }
    this.#sinceMicroseconds ??= clock.nowMicroseconds();
    const { code, message } = new PetLogError('camera_source_not_allowed');
    return { code, message, since: new Date(this.#sinceMicroseconds / 1000).toISOString() };
  }
}
