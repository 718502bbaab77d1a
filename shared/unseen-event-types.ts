import type { LogEventType } from './log-event-types.ts';

/** Kinds of events of cameras, or of somebody who was not there: nobody was seen. Apart, so that pages need no schemas for it. */
export const unseenEventTypes = ['no_activity', 'camera_lost', 'camera_tampered'] as const satisfies readonly LogEventType[];
