import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import type { Zone } from '../../shared/zones.ts';
import { eventTitle } from '../state/activity/event-title.ts';
import { formatDuration } from '../state/format.ts';
import { type RecordingMoment, recordingMoments } from '../state/library/recording-moments.ts';
import { chipStyles } from '../styles/chips.ts';
import { baseStyles } from '../styles/shared.ts';
import { EventText } from '../text/event-words.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';

/** More are in the activity of that day. */
const mostMoments = 8;

/** What was seen in a recording: who, where, and when in the video, to go there. Fires `seek` with the seconds. */
export class RecordingMoments extends LitElement {
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    recording: { attribute: false },
    moments: { state: true },
  };

  static override styles = [
    baseStyles,
    chipStyles,
    css`
      /* Its height is there before its words. */
      .chips {
        min-height: calc(var(--target) + 4px);
        padding-inline: 16px;
        margin-top: 10px;
      }

      button span {
        margin-inline-start: 2px;
        color: var(--text-muted);
      }
    `,
  ];

  declare client: PetLogClient;
  declare recording: RecordingInfo;
  declare moments: readonly RecordingMoment[];
  readonly #text = new EventText(this);
  #zones: readonly Zone[] = [];

  constructor() {
    super();
    this.moments = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recording') && changed.get('recording')?.recording_id !== this.recording.recording_id) {
      this.moments = [];
      void this.#load(this.recording);
    }
  }

  override render(): TemplateResult | typeof nothing {
    if (this.recording.event_ids.length === 0) {
      return nothing;
    }
    return html`<div class="chips" role="group" aria-label=${text().rewind.seen}>
      ${this.moments.map(
        ({ event, seconds }) =>
          html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent<number>('seek', { detail: seconds }))}>
            ${eventTitle(event, this.#zones, this.#text.words)} <span class="numbers">${formatDuration(seconds)}</span>
          </button>`,
      )}
    </div>`;
  }

  /** Never rejects: a recording is watched without that, too. */
  async #load(recording: RecordingInfo): Promise<void> {
    const { recording_id: recordingId, event_ids: ids } = recording;
    if (ids.length === 0) {
      return;
    }
    const [zones, events] = await Promise.all([
      this.client.call('zones.list', {}).catch(() => null),
      Promise.all(ids.slice(0, mostMoments).map((id) => this.client.call('events.get', { id: String(id) }).catch(() => null))),
    ]);
    if (this.recording.recording_id === recordingId) {
      this.#zones = zones?.zones ?? [];
      this.moments = recordingMoments(
        recording,
        events.filter((event) => event !== null),
      );
    }
  }
}

customElements.define('petlog-recording-moments', RecordingMoments);
