import type { LogEvent } from '../../../shared/log-events.ts';
import type { ZoneInput } from '../../../shared/zones.ts';
import { thousandths } from './drawn-polygon.ts';

/** Of a movement nobody knows what it was: to ignore all that moves in more of the picture than that would leave too little. */
const mostOfPicture = 0.5;
/** Around a movement, which is never quite in the same place again, as a share of the picture. */
const margin = 0.02;

/**
 * What makes that what looks like this event is nothing there from now on: where a model took something for a label,
 * only that in that place; else whatever moves there. null where nobody knows where it was, or it was everywhere.
 */
export function zoneToIgnore({ camera_id, label, box }: Pick<LogEvent, 'camera_id' | 'label' | 'box'>): ZoneInput | null {
  if (box === null || box.width === 0 || box.height === 0 || (label === null && box.width * box.height > mostOfPicture)) {
    return null;
  }
  const around = label === null ? margin : 0;
  const within = (share: number): number => thousandths(Math.min(1, Math.max(0, share)));
  const [left, right] = [within(box.x - around), within(box.x + box.width + around)];
  const [top, bottom] = [within(box.y - around), within(box.y + box.height + around)];
  if (left === right || top === bottom) {
    return null;
  }
  return {
    camera_id,
    name: '',
    kind: 'ignore',
    place: 'other',
    polygon: [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ],
    labels: label === null ? [] : [label],
  };
}
