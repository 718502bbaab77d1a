import { html, nothing, type TemplateResult } from 'lit';
import type { BackupRestore } from '../../../shared/backup.ts';
import { describeFault } from '../../backup/describe-failure.ts';
import type { CopyWords } from '../../backup/words/copies-en.ts';
import { icon } from '../../icons.ts';
import { formatNumber, formatSize } from '../../state/format.ts';
import { locale } from '../../text/text.ts';
import '../action-button.ts';

/** How far what is brought back is, or what came of it. */
export function restoreProgress(restore: BackupRestore, words: CopyWords, onStop: () => void): TemplateResult {
  const number = (count: number): string => formatNumber(count, locale());
  const { state, found_count: found, done_count: done, bringing, reason } = restore;
  const [recordings, events] = [number(restore.recordings_count), number(restore.events_count)];
  switch (state) {
    case 'running':
      return html`<p role="status">${found === 0 ? words.looking : words.restoring(number(done), number(found))}</p>
        ${found === 0 ? nothing : html`<progress aria-label=${words.restore} max=${found} .value=${done + share(bringing)}></progress>`}
        ${
          bringing === null
            ? nothing
            : html`<p class="muted">${words.bringing(bringing.name, formatSize(bringing.received_bytes, locale()), formatSize(bringing.size_bytes, locale()))}</p>`
        }
        <div class="actions"><petlog-button icon="close" label=${words.stopRestore} @click=${onStop}></petlog-button></div>`;
    case 'done':
      return html`<p class="good" role="status">
        ${icon('check')}${restore.recordings_count + restore.events_count === 0 ? words.nothingMissing : words.restored(recordings, events)}
      </p>`;
    case 'cancelled':
      return html`<p role="status">${words.stopped(recordings, events)}</p>`;
    case 'failed': {
      const hasCome = restore.recordings_count + restore.events_count > 0;
      const why = describeFault(reason ?? '', words.faults);
      return html`<p class="problem" role="alert">
          ${icon('warning')}<span>${hasCome ? words.restoreFailed(why) : words.restoreNothing(why)}</span>
        </p>
        ${hasCome ? html`<p class="muted">${words.restored(recordings, events)} ${words.restoreHelp}</p>` : nothing}`;
    }
  }
}

/** Of the video that is on its way: 0 to 1. */
const share = (bringing: BackupRestore['bringing']): number =>
  bringing === null || bringing.size_bytes === 0 ? 0 : Math.min(1, bringing.received_bytes / bringing.size_bytes);
