import type { WatchedZone, ZonesOf } from '../detection/visit.ts';
import type { Zones } from './zones.ts';

/** The zones as detection needs them: asked for with each picture, so that they are kept until they change. */
export function watchedZones(zones: Zones): ZonesOf {
  const known = new Map<string, readonly WatchedZone[]>();
  zones.onChange((cameraId) => known.delete(cameraId));
  return {
    zonesOf(cameraId) {
      const found =
        known.get(cameraId) ??
        zones.list(cameraId).map(({ zone_id: zoneId, kind, place, polygon, labels }) => ({
          zoneId,
          kind,
          place: kind === 'ignore' ? null : place,
          polygon,
          labels,
        }));
      known.set(cameraId, found);
      return found;
    },
    onChange: (listener) => zones.onChange(listener),
  };
}
