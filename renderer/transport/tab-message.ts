import type { TabRank } from './tab-channel.ts';

/** How long a tab that leads may take to answer. */
export const askMilliseconds = 150;

export type EventKind = 'message' | 'notice' | 'heartbeat';

/** What tabs of one browser say to each other about the one event link that they share. */
export type TabMessage =
  /** Who leads? I would, unless somebody does or comes before me. `retry`: do not wait with the next attempt. */
  | { readonly type: 'ask'; readonly rank: TabRank; readonly retry: boolean }
  /** `statuses`: the last of each camera that were received over the link as it is. */
  | { readonly type: 'lead'; readonly rank: TabRank; readonly audience: string; readonly statuses: readonly string[] }
  | { readonly type: 'event'; readonly kind: EventKind; readonly audience: string; readonly data: string }
  | { readonly type: 'disconnected' }
  | { readonly type: 'reopen' }
  | { readonly type: 'leave' }
  /** Does anybody see anything? */
  | { readonly type: 'who-is-seen' }
  | { readonly type: 'seen' }
  | { readonly type: 'rest' };
