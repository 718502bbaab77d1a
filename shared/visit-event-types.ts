import type { LogEventType } from './log-event-types.ts';

/** Kinds of events that are somebody's visit: what is about visits is about all of them. Apart, so that pages need no schemas for it. */
export const visitEventTypes = ['visit', 'entering_area', 'leaving_area', 'playing'] as const satisfies readonly LogEventType[];
export type VisitEventType = (typeof visitEventTypes)[number];
