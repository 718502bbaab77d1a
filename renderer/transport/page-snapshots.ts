import { answerError } from './answer-error.ts';
import { cameraAddress } from './page-address.ts';
import type { Snapshot, SnapshotSource } from './petlog-client.ts';

/** Newest frames by the address of this page, where the client itself speaks no HTTP. */
export class PageSnapshots implements SnapshotSource {
  /** @throws CallError */
  async snapshot(cameraId?: string): Promise<Snapshot> {
    const address = cameraAddress('/live/snapshot', cameraId);
    address.searchParams.set('start', 'false');
    const response = await fetch(address, { cache: 'no-store' });
    if (!response.ok) {
      throw await answerError(response);
    }
    const seconds = Number(response.headers.get('X-Timestamp') ?? Number.NaN);
    return { jpeg: await response.blob(), capturedAt: Number.isFinite(seconds) ? new Date(seconds * 1000) : new Date() };
  }
}
