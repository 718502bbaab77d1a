import { cameraAddress, recordingAddress } from '../../transport/page-address.ts';
import type { LastMinutes } from './last-minutes.ts';
import type { Moment } from './moment.ts';
import type { PlayedSource } from './playback.ts';

const longestClipSeconds = 60;

/** The video that shows a moment; null where there is none. */
export function sourceOf(moment: Moment, lastMinutes: LastMinutes | null, cameraId: string | undefined): PlayedSource | null {
  if (moment.kind === 'recording') {
    const { recordingId, start } = moment.recording;
    return {
      kind: 'recording',
      address: recordingAddress(recordingId).href,
      start: moment.at,
      offsetSeconds: (moment.at - start) / 1000,
    };
  }
  if (moment.kind !== 'last-minutes' || lastMinutes === null) {
    return null;
  }
  const address = cameraAddress('/live/rewind/clip', cameraId);
  address.searchParams.set('start', new Date(moment.at).toISOString());
  // No more than there is: it stays the same while it is read.
  address.searchParams.set('duration', String(Math.max(0.1, Math.min(longestClipSeconds, (lastMinutes.end - moment.at) / 1000))));
  return { kind: 'clip', address: address.href, start: moment.at, offsetSeconds: null };
}
