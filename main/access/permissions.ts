import type { Access, Role } from '../../shared/access.ts';
import { mayUse } from './principal.ts';

interface Holder {
  readonly access: Access;
  readonly onEnd: () => void;
}

/** Tells whoever serves something long that its permission has ended. */
export class Permissions {
  readonly #holders = new Map<string, Set<Holder>>();

  /**
   * Calls back once, when the permission ends or its role no longer suffices.
   * Returns the function that ends the subscription.
   */
  onEnd(permission: string, onEnd: () => void, access: Access = 'viewer'): () => void {
    const holders = this.#holders.get(permission) ?? new Set();
    const holder = { access, onEnd };
    this.#holders.set(permission, holders.add(holder));
    return () => {
      holders.delete(holder);
      if (holders.size === 0 && this.#holders.get(permission) === holders) {
        this.#holders.delete(permission);
      }
    };
  }

  end(permission: string): void {
    const holders = this.#holders.get(permission);
    this.#holders.delete(permission);
    endAll([...(holders ?? [])]);
  }

  /** Ends what a permission with this role is not enough for. */
  restrict(permission: string, role: Role): void {
    const holders = this.#holders.get(permission);
    const ending = [...(holders ?? [])].filter(({ access }) => !mayUse({ role }, access));
    ending.forEach((holder) => holders?.delete(holder));
    endAll(ending);
  }
}

/** Each, also when another one fails: a bug in one stream must not leave the next one open. */
function endAll(holders: readonly Holder[]): void {
  const errors: unknown[] = [];
  for (const { onEnd } of holders) {
    try {
      onEnd();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) {
    throw new AggregateError(errors, 'something did not end with its permission');
  }
}
