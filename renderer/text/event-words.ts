import type { ReactiveControllerHost } from 'lit';
import { eventWords as english, type EventWords } from './en/events.ts';
import { eventWordTables } from './event-word-tables.ts';
import { LoadedWords } from './loaded-words.ts';

/** The words of activity, pets and zones. */
export class EventText extends LoadedWords<EventWords> {
  constructor(host: ReactiveControllerHost) {
    super(host, english, eventWordTables);
  }
}
