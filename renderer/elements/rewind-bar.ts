import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatDuration, formatTime } from '../state/format.ts';
import type { RewindController, RewindMode } from '../state/rewind/rewind-controller.ts';
import type { RewindTimeline, Span } from '../state/rewind/rewind-timeline.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import './action-button.ts';
import './rewind-timeline.ts';

/** The bar of what a controller knows; nothing where looking back is off. */
export function rewindBar(
  rewind: RewindController,
  options: { readonly canSave: boolean; readonly close?: TemplateResult },
): TemplateResult | typeof nothing {
  if (!rewind.isEnabled) return nothing;
  return html`<petlog-rewind-bar
    .timeline=${rewind.timeline}
    .mode=${rewind.mode}
    .at=${rewind.at}
    .marked=${rewind.part}
    .saving=${rewind.isSaving}
    .canSave=${options.canSave}
    @look=${(event: CustomEvent<number>) => rewind.look(event.detail)}
    @play=${(event: CustomEvent<number>) => rewind.play(event.detail)}
    @mark=${(event: CustomEvent<Span | null>) => rewind.setPart(event.detail)}
    @offer-part=${() => rewind.offerPart()}
    @save-part=${() => rewind.savePart()}
    @go-live=${() => rewind.goLive()}
    >${options.close ?? nothing}</petlog-rewind-bar
  >`;
}

/**
 * Looking back in the live picture: the timeline, what time is seen, and the
 * buttons. Fires the events of the timeline, `offer-part`, `save-part`,
 * `mark` (null: no part), and `go-live`. The slot `close` comes last.
 */
export class RewindBar extends LitElement {
  static override properties: PropertyDeclarations = {
    timeline: { attribute: false },
    mode: {},
    at: { type: Number },
    marked: { attribute: false },
    saving: { type: Boolean },
    canSave: { type: Boolean },
  };

  declare timeline: RewindTimeline | null;
  declare mode: RewindMode;
  declare at: number;
  declare marked: Span | null;
  declare saving: boolean;
  /** Whether recordings are allowed. */
  declare canSave: boolean;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      .below {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
      }

      p {
        flex: 1 1 150px;
        margin: 0;
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      p strong {
        font-size: var(--text-body);
        font-weight: 650;
        color: var(--text);
      }

      .buttons {
        display: flex;
        gap: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.timeline = null;
    this.mode = 'live';
    this.at = 0;
    this.marked = null;
    this.saving = false;
    this.canSave = true;
  }

  override render(): TemplateResult {
    const words = text().rewind;
    const { timeline, marked: part } = this;
    if (timeline === null) {
      return html`<section class="below" aria-label=${words.region}><p role="status">${words.nothing}</p><slot name="close"></slot></section>`;
    }
    return html`<section aria-label=${words.region}>
      <petlog-rewind-timeline
        .timeline=${timeline}
        .at=${this.mode === 'live' ? timeline.end : this.at}
        .marked=${part}
        @look=${this.#pass}
        @play=${this.#pass}
        @mark=${this.#pass}
      ></petlog-rewind-timeline>
      <div class="below">
        <p class="numbers">${this.#where(timeline)}</p>
        <div class="buttons">
          ${part === null ? this.#buttons() : this.#partButtons(part)}
          <slot name="close"></slot>
        </div>
      </div>
    </section>`;
  }

  #where(timeline: RewindTimeline) {
    const words = text().rewind;
    if (this.marked !== null)
      return html`<strong>${formatTime(new Date(this.marked.start), locale())} – ${formatTime(new Date(this.marked.end), locale())}</strong>`;
    if (this.mode === 'live') return `${words.agoShort(formatDuration((timeline.end - timeline.start) / 1000))} · ${words.hint}`;
    return html`<strong>${words.ago(formatTime(new Date(this.at), locale()), formatDuration((timeline.end - this.at) / 1000))}</strong>`;
  }

  #buttons() {
    const words = text().rewind;
    return html`
      ${this.canSave ? html`<petlog-button icon="film" label=${words.save} .hint=${words.savePart} @click=${() => this.#tell('offer-part')}></petlog-button>` : nothing}
      <petlog-button
        icon="play"
        label=${words.live}
        .hint=${words.backToLive}
        tone=${this.mode === 'live' ? 'plain' : 'primary'}
        .disabled=${this.mode === 'live'}
        @click=${() => this.mode !== 'live' && this.#tell('go-live')}
      ></petlog-button>
    `;
  }

  #partButtons({ start, end }: Span) {
    const words = text().rewind;
    return html`
      <petlog-button icon="close" label=${words.cancel} .disabled=${this.saving} @click=${() => this.dispatchEvent(new CustomEvent('mark', { detail: null }))}></petlog-button>
      <petlog-button icon="check" tone="primary" label=${words.saveThis(formatDuration(Math.round((end - start) / 1000)))} .busy=${this.saving} @click=${() => this.#tell('save-part')}></petlog-button>
    `;
  }

  #pass(event: Event): void {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent(event.type, { detail: (event as CustomEvent<unknown>).detail }));
  }

  #tell(type: 'offer-part' | 'save-part' | 'go-live'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

customElements.define('petlog-rewind-bar', RewindBar);
