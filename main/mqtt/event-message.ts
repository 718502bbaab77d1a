import type { LogEvent } from '../../shared/log-events.ts';
import type { EventNews } from './ongoing-events.ts';

const seconds = (time: string | null): number | null => (time === null ? null : Date.parse(time) / 1000);

/**
 * News of an event, in the form of Frigate's (https://docs.frigate.video/integrations/mqtt/#frigateevents),
 * with what PetLog knows besides: the pet is the `sub_label`.
 *
 * @param url of this PetLog; null without a network
 */
export function eventMessage({ type, before, after }: EventNews, url: string | null): string {
  return JSON.stringify({ type, before: sideOf(before ?? after, url), after: sideOf(after, url) });
}

function sideOf(event: LogEvent, url: string | null): object {
  const absolute = (path: string | null): string | null => (path === null || url === null ? null : url + path);
  return {
    id: String(event.event_id),
    camera: event.camera_id,
    event_type: event.event_type,
    label: event.label,
    sub_label: event.pet_name,
    pet_id: event.pet_id,
    top_score: event.confidence,
    score: event.confidence,
    start_time: seconds(event.timestamp),
    end_time: seconds(event.ended_at),
    active: event.ended_at === null,
    current_zones: event.ended_at === null ? event.zones : [],
    entered_zones: event.zones,
    has_snapshot: event.picture_url !== null,
    has_clip: event.clip_url !== null,
    snapshot_url: absolute(event.picture_url),
    clip_url: absolute(event.clip_url),
    app_url: absolute(`/app/activity/${event.event_id}`),
  };
}
