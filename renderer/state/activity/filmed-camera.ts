import type { LogEvent } from '../../../shared/log-events.ts';
import { hasWho } from './event-title.ts';

/** Of which camera a film of these events would be: the one before which most happened; null where nobody was seen. */
export function filmedCamera(events: readonly LogEvent[]): string | null {
  const counts = new Map<string, number>();
  for (const { camera_id: cameraId } of events.filter(hasWho)) {
    counts.set(cameraId, (counts.get(cameraId) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}
