import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../../shared/log-events.ts';
import type { Zone } from '../../../shared/zones.ts';
import { icon } from '../../icons.ts';
import { eventTitle, hasWho } from '../../state/activity/event-title.ts';
import { formatLength } from '../../state/activity/length-words.ts';
import { formatClock } from '../../state/format.ts';
import type { ConcurrencyLimit } from '../../state/library/concurrency-limit.ts';
import type { EventText } from '../../text/event-words.ts';
import { onPress } from '../../state/on-press.ts';
import { locale, text } from '../../text/text.ts';
import { pageAddress } from '../../transport/page-address.ts';
import '../thumbnail.ts';
import { versionOf } from './event-dialog.ts';

interface EventEntryOptions {
  readonly words: EventText['words'];
  readonly zones: readonly Zone[];
  /** The name of its camera; empty where there is only one. */
  readonly where: string;
  readonly pictureLimit: ConcurrencyLimit;
  readonly open: () => void;
}

/** A row of the activity: who and where, when, how long. */
export function eventEntry(event: LogEvent, { words, zones, where, pictureLimit, open }: EventEntryOptions): TemplateResult {
  const title = eventTitle(event, zones, words);
  const time = formatClock(new Date(event.timestamp), locale());
  const length = event.ended_at === null ? words.lasting : formatLength(event.duration, text().activity.length);
  const address = event.picture_url === null ? '' : pageAddress(`/events/${event.event_id}/picture?v=${versionOf(event)}`).href;
  const name = words.open(title, [`${time} · ${length}`, where].filter((part) => part !== '').join(', '));
  return html`<li class=${event.ended_at === null ? 'lasting' : ''}>
    <button type="button" data-event=${event.event_id} aria-label=${name} @click=${onPress(open)}>
      <span class="picture">${icon(hasWho(event) ? 'pet' : 'warning')}${address === '' ? nothing : html`<petlog-thumbnail .address=${address} .pictureLimit=${pictureLimit}></petlog-thumbnail>`}</span>
      <span class="what">
        <b>${title}</b>
        <span class="numbers">${time} · ${length}</span>
        ${where === '' ? nothing : html`<span>${where}</span>`}
      </span>
      ${event.kept ? html`<span class="kept">${icon('starFilled')}<span class="visually-hidden">${words.kept}</span></span>` : nothing}
    </button>
  </li>`;
}
