import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { icon, type IconName } from '../../icons.ts';
import { labelName } from '../../state/activity/event-title.ts';
import { formatDuration } from '../../state/format.ts';
import { timeZone } from '../../state/time-zone.ts';
import { fullHour } from '../../state/timeline/clock-ticks.ts';
import { EventMarks, type EventSpan } from '../../state/timeline/event-marks.ts';
import { MomentPictures } from '../../state/timeline/moment-pictures.ts';
import { momentTime, momentWords } from '../../state/timeline/moment-words.ts';
import { StripHand } from '../../state/timeline/strip-hand.ts';
import type { StripParts, TimelineController } from '../../state/timeline/timeline-controller.ts';
import { SpanIndex } from '../../state/timeline/span-index.ts';
import { TimelineFollower } from '../../state/timeline/timeline-follower.ts';
import { longestWindowMilliseconds, lengthOf, shortestWindowMilliseconds, type Span } from '../../state/timeline/time-window.ts';
import { baseStyles } from '../../styles/shared.ts';
import { timelineBarStyles } from '../../styles/timeline-bar.ts';
import { EventText } from '../../text/event-words.ts';
import { locale, text } from '../../text/text.ts';
import '../action-button.ts';
import { eventColourOf } from './strip-drawing.ts';
import './timeline-strip.ts';

export interface TimelineBarOptions {
  /** Whether parts may be kept as recordings. */
  readonly canSave: boolean;
  /** Address of the page of a recording, where there is one. */
  readonly recordingLink?: (recordingId: string) => string;
  /** Comes last. */
  readonly close?: TemplateResult;
}

const parts: StripParts = {
  events: (ask, onChange) => new EventMarks(ask, onChange),
  pictures: (cameraId, onChange, options) => new MomentPictures(cameraId, onChange, options),
};
const noEvents = new SpanIndex<EventSpan>([]);
const jumpMilliseconds = 10_000;
const zoomStep = 3;

/** The strip of time of a controller, with its buttons; nothing before it is known what there is. */
export function timelineBar(timeline: TimelineController, options: TimelineBarOptions): TemplateResult | typeof nothing {
  if (!timeline.isEnabled) {
    return nothing;
  }
  return html`<petlog-timeline-bar .timeline=${timeline} .options=${options}>${options.close ?? nothing}</petlog-timeline-bar>`;
}

/** Time for one camera: the strip, which moment is seen, and the buttons. The slot `close` comes last. */
export class TimelineBar extends LitElement {
  static override properties: PropertyDeclarations = {
    timeline: { attribute: false },
    options: { attribute: false },
  };

  declare timeline: TimelineController;
  declare options: TimelineBarOptions;

  readonly #text = new EventText(this);
  readonly #hand = new StripHand(() => this.timeline);

  constructor() {
    super();
    new TimelineFollower(this, () => this.timeline);
  }

  static override styles = [baseStyles, timelineBarStyles];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('timeline')) {
      this.timeline.equip(parts);
    }
  }

  override render(): TemplateResult {
    const { timeline } = this;
    const { playback, part, pointed } = timeline;
    const { seen } = timeline;
    return html`<section aria-label=${text().rewind.region}>
      <petlog-timeline-strip
        .timeline=${timeline}
        .hand=${this.#hand}
        .window=${timeline.window.value}
        .lastMinutes=${timeline.lastMinutes}
        .recordings=${timeline.recordings.shown}
        .events=${timeline.events?.shown ?? noEvents}
        .who=${this.#who()}
        .at=${playback.at}
        .now=${timeline.now}
        .live=${playback.mode === 'live'}
        .empty=${playback.moment.kind === 'nothing'}
        .marked=${part.span}
        .pointed=${pointed}
        .pointedEmpty=${seen?.kind === 'nothing'}
        .picture=${timeline.pictures?.shown ?? null}
      ></petlog-timeline-strip>
      <div class="below">
        <p class="numbers ${playback.mode === 'live' || part.span !== null ? '' : 'said'}">${this.#where()}</p>
        ${part.span === null ? this.#jumps() : nothing}
        <div class="buttons">
          ${part.span === null ? this.#buttons() : this.#partButtons(part.span)}
          <slot name="close"></slot>
        </div>
      </div>
    </section>`;
  }

  #where() {
    const words = text().rewind;
    const { timeline } = this;
    const { playback, now } = timeline;
    const { span } = timeline.part;
    if (span !== null) {
      return html`<strong>${momentTime(span.start, now, locale())} – ${momentTime(span.end, now, locale())}</strong>`;
    }
    if (playback.mode === 'live') {
      return this.#legend() ?? words.hint;
    }
    return html`<strong>${momentWords(playback.at, now, locale())}</strong>`;
  }

  /** Who was there at the moment that is pointed at, else where one is. */
  #who(): string {
    const { timeline } = this;
    const { mode, at } = timeline.playback;
    if (mode === 'live' && timeline.pointed === null) {
      return '';
    }
    const event = timeline.eventAt(timeline.pointed ?? at);
    return event === null ? '' : labelName(event.label, this.#text.words);
  }

  /** What the colours of the marks mean; null where there are none. */
  #legend() {
    const { timeline } = this;
    const labels = timeline.events?.labelsIn(timeline.window.value);
    if (labels === undefined || labels.length === 0) {
      return null;
    }
    return html`<span class="legend" role="list" aria-label=${text().rewind.seen}>
      ${labels.map((label) => html`<span role="listitem"><i .style=${`background: ${eventColourOf(label)}`}></i>${labelName(label, this.#text.words)}</span>`)}
    </span>`;
  }

  #jumps() {
    const words = text().rewind;
    const hand = this.#hand;
    const { playback, window } = this.timeline;
    const isLive = playback.mode === 'live';
    const length = lengthOf(window.value);
    const isPlaying = playback.mode === 'playing' && !playback.isPaused;
    return html`<div class="jumps" role="group" aria-label=${words.jumps}>
      ${this.#small('hourBack', words.hourBack, () => hand.stepTo(fullHour(playback.at, -1, timeZone)))}
      ${this.#small('tenBack', words.tenBack, () => hand.step(-jumpMilliseconds))}
      ${this.#small(isPlaying || isLive ? 'pause' : 'play', isPlaying || isLive ? words.pause : words.play, () => playback.toggle(), isLive)}
      ${this.#small('tenOn', words.tenOn, () => hand.step(jumpMilliseconds), isLive)}
      ${this.#small('hourOn', words.hourOn, () => hand.stepTo(fullHour(playback.at, 1, timeZone)), isLive)}
      ${this.#small('zoomOut', words.zoomOut, () => hand.zoom(zoomStep), length >= longestWindowMilliseconds)}
      ${this.#small('zoomIn', words.zoomIn, () => hand.zoom(1 / zoomStep), length <= shortestWindowMilliseconds)}
    </div>`;
  }

  #small(sign: IconName, label: string, act: () => void, isDisabled = false) {
    return html`<button type="button" aria-label=${label} title=${label} ?disabled=${isDisabled} @click=${act}>${icon(sign)}</button>`;
  }

  #buttons() {
    const words = text().rewind;
    const { timeline, options } = this;
    const { playback, lastMinutes } = timeline;
    const { moment } = playback;
    const isNow = playback.mode === 'live' && timeline.window.followsNow;
    return html`
      ${
        moment.kind === 'recording' && options.recordingLink !== undefined
          ? html`<a class="open" href=${options.recordingLink(moment.recording.recordingId)}>${icon('film')}<span>${words.openRecording}</span></a>`
          : options.canSave
            ? html`<petlog-button icon="film" label=${words.save} .hint=${words.savePart} .disabled=${lastMinutes === null || moment.kind === 'recording'} @click=${() => this.#hand.offerPart()}></petlog-button>`
            : nothing
      }
      <petlog-button icon="play" label=${words.live} .hint=${words.backToLive} tone=${isNow ? 'plain' : 'primary'} .disabled=${isNow} @click=${() => !isNow && timeline.goLive()}></petlog-button>
    `;
  }

  #partButtons({ start, end }: Span) {
    const words = text().rewind;
    const { part } = this.timeline;
    return html`
      <petlog-button icon="close" label=${words.cancel} .disabled=${part.isSaving} @click=${() => part.set(null)}></petlog-button>
      <petlog-button icon="check" tone="primary" label=${words.saveThis(formatDuration(Math.round((end - start) / 1000)))} .busy=${part.isSaving} @click=${() => part.save()}></petlog-button>
    `;
  }
}

customElements.define('petlog-timeline-bar', TimelineBar);
