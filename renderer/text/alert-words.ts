import type { ReactiveControllerHost } from 'lit';
import { alertWordTables } from './alert-word-tables.ts';
import { alertWords as english, type AlertWords } from './en/alerts.ts';
import { LoadedWords } from './loaded-words.ts';

/** The words of alerts: channels, rules, and what became of what was sent. */
export class AlertText extends LoadedWords<AlertWords> {
  constructor(host: ReactiveControllerHost) {
    super(host, english, alertWordTables);
  }
}
