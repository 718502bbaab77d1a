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
    holders?.forEach(({ onEnd }) => onEnd());
  }

  /** Ends what a permission with this role is not enough for. */
  restrict(permission: string, role: Role): void {
    const holders = this.#holders.get(permission);
    for (const holder of [...(holders ?? [])]) {
      if (!mayUse({ role }, holder.access)) {
        holders?.delete(holder);
        holder.onEnd();
      }
    }
  }
}
