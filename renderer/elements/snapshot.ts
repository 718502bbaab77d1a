import { snapshotFileName } from '../state/format.ts';
import type { SnapshotSource } from '../transport/petlog-client.ts';

/** Saves the newest frame as a file named with its time, and returns an address of it that holds for a minute. Throws a `CallError`. */
export async function saveSnapshot(source: SnapshotSource, cameraId: string): Promise<string> {
  const { jpeg, capturedAt } = await source.snapshot(cameraId);
  const address = URL.createObjectURL(jpeg);
  const link = document.createElement('a');
  link.href = address;
  link.download = snapshotFileName(capturedAt);
  link.click();
  // The browser reads the address after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return address;
}
