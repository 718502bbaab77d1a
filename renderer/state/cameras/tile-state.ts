import type { LiveStatus } from '../../../shared/api.ts';
import type { CameraInfo } from '../../../shared/cameras.ts';

/** What a tile shows: the picture, or why there is none. */
export type TileState = 'live' | 'lost' | 'starting' | 'privacy' | 'stopped' | 'disabled';

type Told = Pick<LiveStatus, 'state' | 'privacy' | 'explicitly_stopped'>;

export function tileState({ enabled, privacy, state }: CameraInfo, status: Told | null): TileState {
  if (!enabled) {
    return 'disabled';
  }
  if (status?.privacy ?? privacy) {
    return 'privacy';
  }
  const current = status?.state ?? state;
  // A camera that rests starts for whoever looks at it; one that somebody stopped does not.
  if (current === 'stopped') {
    return status?.explicitly_stopped === true ? 'stopped' : 'starting';
  }
  return current;
}

/** Whether the wall asks for its pictures. */
export const isWatchable = (state: TileState): boolean => state === 'live' || state === 'lost' || state === 'starting';
