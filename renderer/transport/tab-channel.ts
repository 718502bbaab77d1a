/** The part of BroadcastChannel that is used here. */
export interface TabChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** Of two tabs the one that is seen goes first, since browsers put hidden ones to sleep; then the older one. */
export interface TabRank {
  readonly isHidden: boolean;
  readonly openedAt: number;
  readonly tab: string;
}

export function isBefore(one: TabRank, other: TabRank): boolean {
  if (one.isHidden !== other.isHidden) {
    return other.isHidden;
  }
  return one.openedAt === other.openedAt ? one.tab < other.tab : one.openedAt < other.openedAt;
}

export const newTabName = (): string => `${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
