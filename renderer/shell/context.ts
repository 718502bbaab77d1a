import type { PetLogClient, SnapshotSource } from '../transport/petlog-client.ts';
import type { SessionKeeper } from '../transport/session-keeper.ts';
import type { StreamPlaces } from '../transport/stream-place.ts';
import type { Router } from './router.ts';

/** What pages are made of. */
export interface PageContext {
  readonly client: PetLogClient & SnapshotSource;
  readonly keeper: SessionKeeper;
  readonly places: StreamPlaces;
  readonly router: Router;
  /** Whether the live picture is there, maybe behind another page: what it hears of, it tells. */
  readonly isLiveOpen: () => boolean;
}
