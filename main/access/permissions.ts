import type { Access, Role } from '../../shared/access.ts';
import { mayUse } from './principal.ts';
import type { StoredCameraIds } from './stored-camera-ids.ts';

/** What somebody is being served: of which cameras, by their ids; `all` where it depends on every one of them. */
export type ServedCameras = readonly string[] | 'all';

interface Holder {
  readonly access: Access;
  readonly cameras: ServedCameras;
  readonly onEnd: () => void;
}

/** Tells whoever serves something long that its permission has ended. */
export class Permissions {
  readonly #holders = new Map<string, Set<Holder>>();

  /**
   * Calls back once, when the permission ends, its role no longer suffices, or
   * one of these cameras may no longer be seen. Returns the function that ends
   * the subscription.
   */
  onEnd(permission: string, onEnd: () => void, access: Access = 'viewer', cameras: ServedCameras = []): () => void {
    const holders = this.#holders.get(permission) ?? new Set();
    const holder = { access, cameras, onEnd };
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
    this.#endWhere(permission, ({ access }) => !mayUse({ role }, access));
  }

  /** Other cameras may be seen from now on: ends what is of those that may not, and what depends on which they are. */
  changeCameras(permission: string, cameraIds: StoredCameraIds): void {
    this.#endWhere(permission, ({ cameras }) => cameras === 'all' || cameras.some((id) => cameraIds?.includes(id) === false));
  }

  #endWhere(permission: string, isOver: (holder: Holder) => boolean): void {
    const holders = this.#holders.get(permission);
    const ending = [...(holders ?? [])].filter(isOver);
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
