import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { TimelapseJob } from '../../shared/timelapse.ts';
import { icon } from '../icons.ts';
import { dayBounds, localDate, momentOfInput } from '../state/library/recording-days.ts';
import { describeError } from '../state/error-words.ts';
import { TimelapseController } from '../state/library/timelapse-controller.ts';
import { dialogStyles, fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { recordingAddress } from '../transport/page-address.ts';
import './action-button.ts';
import './share-button.ts';
import { isOwnScreen, omittedControls } from './own-screen.ts';

const defaultSeconds = 30;

/** Makes a short film of a day or a range, and plays it. */
export class TimelapseDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    date: { state: true },
    from: { state: true },
    to: { state: true },
    isRange: { state: true },
    seconds: { state: true },
    isOpen: { state: true },
  };

  declare date: string;
  /** Local times as inputs have them, such as 2026-05-01T12:00. */
  declare from: string;
  declare to: string;
  declare isRange: boolean;
  declare seconds: number;
  declare isOpen: boolean;
  readonly #films: TimelapseController;

  static override styles = [
    baseStyles,
    dialogStyles,
    fieldStyles,
    css`
      .choice {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        gap: 8px;
      }

      .choice button {
        min-height: var(--target);
        padding: 6px;
        font: inherit;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        cursor: pointer;
        touch-action: manipulation;
      }

      .choice button[aria-pressed='true'] {
        color: var(--on-accent);
        background: var(--accent);
        border-color: transparent;
        font-weight: 600;
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(210px, 100%), 1fr));
        gap: 12px;
      }

      progress {
        width: 100%;
        height: 14px;
        accent-color: var(--accent);
      }

      video {
        display: block;
        width: 100%;
        max-height: 60dvh;
        aspect-ratio: 16 / 9;
        background: #000;
        border-radius: var(--radius-small);
      }

      .save {
        display: inline-flex;
        align-items: center;
        gap: 9px;
        min-height: var(--target);
        padding: 8px 14px;
        font-weight: 600;
        color: var(--accent);
      }
    `,
  ];

  constructor(client: PetLogClient) {
    super();
    this.#films = new TimelapseController(this, client);
    this.date = localDate(new Date());
    this.from = `${this.date}T00:00`;
    this.to = `${this.date}T23:59`;
    this.isRange = false;
    this.seconds = defaultSeconds;
    this.isOpen = false;
  }

  /** `date`: the day that is offered, such as 2026-05-01. */
  show(date: string | null): void {
    if (date !== null) {
      this.date = date;
    }
    this.#films.reset();
    this.isOpen = true;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render(): TemplateResult {
    const words = text().timelapse;
    const { job, failure } = this.#films;
    return html`<dialog aria-labelledby="title" @close=${() => (this.isOpen = false)}>
      <header>
        <h2 id="title">${words.title}</h2>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.renderRoot.querySelector('dialog')?.close()}>${icon('close')}</button>
      </header>
      <div class="content">
        ${!this.isOpen ? nothing : job === null || job.state === 'failed' || job.state === 'cancelled' ? this.#form(job) : job.state === 'running' ? this.#progress(job) : this.#film(job)}
        ${failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${failure}</span></p>`}
      </div>
    </dialog>`;
  }

  #form(job: TimelapseJob | null) {
    const words = text().timelapse;
    const { start, end } = this.#span();
    const right = start.getTime() < end.getTime();
    return html`${
      job?.state === 'failed'
        ? html`<p class="problem" role="alert">${icon('warning')}<span>${words.failed(job.message === null ? words.unknownFailure : describeError(job.code ?? '', job.message, text()))}</span></p>`
        : html`<p class="muted" role="status">${job?.state === 'cancelled' ? words.cancelled : words.hint}</p>`
    }
      <div class="choice" role="group" aria-label=${words.what}>
        <button type="button" aria-pressed=${!this.isRange} @click=${() => (this.isRange = false)}>${words.day}</button>
        <button type="button" aria-pressed=${this.isRange} @click=${() => (this.isRange = true)}>${words.range}</button>
      </div>
      ${
        this.isRange
          ? html`<div class="pair">
            ${this.#input(words.from, 'datetime-local', this.from, (value) => (this.from = value))} ${this.#input(words.to, 'datetime-local', this.to, (value) => (this.to = value))}
          </div>`
          : this.#input(words.date, 'date', this.date, (value) => (this.date = value))
      }
      ${right ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${words.rangeWrong}</span></p>`}
      <div class="field">
        <span id="length">${words.length}</span>
        <div class="choice" role="group" aria-labelledby="length">
          ${Object.entries(words.lengths).map(
            ([seconds, name]) =>
              html`<button type="button" aria-pressed=${this.seconds === Number(seconds)} @click=${() => (this.seconds = Number(seconds))}>${name}</button>`,
          )}
        </div>
      </div>
      <div class="actions">
        <petlog-button
          icon="timelapse"
          tone="primary"
          label=${words.start}
          .busy=${this.#films.isAsking}
          .disabled=${!right}
          @click=${() => right && this.#films.start(start, end, this.seconds)}
        ></petlog-button>
      </div>`;
  }

  #input(label: string, type: string, value: string, change: (value: string) => void) {
    return html`<label class="field"><span>${label}</span><input type=${type} required .value=${value} @change=${(event: Event) => change((event.target as HTMLInputElement).value)} /></label>`;
  }

  #progress({ progress }: TimelapseJob) {
    const words = text().timelapse;
    const percent = new Intl.NumberFormat(locale(), { style: 'percent' }).format(progress);
    return html`<p role="status">${words.running(percent)}</p>
      <progress max="1" .value=${progress} aria-label=${words.title}></progress>
      <p class="muted">${words.runningHint}</p>
      <div class="actions"><petlog-button icon="close" label=${words.cancel} .busy=${this.#films.isAsking} @click=${() => this.#films.cancel()}></petlog-button></div>`;
  }

  #film({ recording_id: id }: TimelapseJob) {
    const words = text().timelapse;
    const address = recordingAddress(id ?? '').href;
    return html`<p role="status">${words.finished}</p>
      <video src=${address} controls controlslist=${omittedControls()} ?disablepictureinpicture=${isOwnScreen()} autoplay playsinline></video>
      <div class="actions">
        ${
          isOwnScreen()
            ? html`<petlog-share-button .recordingId=${id ?? ''} .label=${text().kiosk.address}></petlog-share-button>`
            : html`<a class="save" href=${`${address}?download=1`} download>${icon('download')}${words.download}</a>`
        }
        <petlog-button icon="timelapse" label=${words.another} @click=${() => this.#films.reset()}></petlog-button>
      </div>`;
  }

  #span(): { start: Date; end: Date } {
    return this.isRange ? { start: momentOfInput(this.from), end: momentOfInput(this.to) } : dayBounds(this.date || localDate(new Date()));
  }
}

customElements.define('petlog-timelapse-dialog', TimelapseDialog);
