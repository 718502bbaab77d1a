import { StorageChannel } from './storage-channel.ts';
import type { TabChannel } from './tab-channel.ts';

/** Reaches all other tabs of this browser, over plain HTTP too; undefined where a page knows nothing of others. */
export function openTabChannel(name: string): TabChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return openStorageChannel(name);
  }
}

function openStorageChannel(name: string): TabChannel | undefined {
  try {
    return new StorageChannel(window, name);
  } catch {
    return undefined;
  }
}
