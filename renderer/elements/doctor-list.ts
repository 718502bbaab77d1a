import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DoctorResult, DoctorStatus } from '../../shared/doctor.ts';
import { icon } from '../icons.ts';
import { loadDoctorReasons } from '../state/doctor-reasons.ts';
import { describeFinding, type SayReason } from '../state/doctor-words.ts';
import { formatTime } from '../state/format.ts';
import { describeFailure } from '../state/descriptions.ts';
import { cardRowStyles } from '../styles/card-rows.ts';
import { doctorStyles } from '../styles/doctor.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { baseStyles } from '../styles/shared.ts';
import type { DoctorLanguage } from '../../shared/doctor-sentence.ts';
import { doctorFindings } from '../text/doctor-findings.ts';
import { language, locale, text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import './action-button.ts';

const signs = { ok: 'check', warning: 'warning', problem: 'refused' } as const;
/** What needs somebody comes first. */
const order: readonly DoctorStatus[] = ['problem', 'warning', 'ok'];

/** What is in order on the machine and what is not, for admins. The slot `back` is the way out. */
export class DoctorList extends LitElement {
  static override properties: PropertyDeclarations = { results: { state: true }, failure: { state: true }, isBusy: { state: true } };

  static override styles = [baseStyles, pageBarStyles, cardRowStyles, doctorStyles];

  /** Null before the first answer. */
  declare results: readonly DoctorResult[] | null;
  declare failure: unknown;
  declare isBusy: boolean;
  readonly #client: PetLogClient;
  #checkedAt = new Date();
  /** The sentences of the language that is shown. */
  #words: DoctorLanguage | null = null;
  #wordsOf = '';
  #sayReason: SayReason | undefined;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.results = null;
    this.failure = undefined;
    this.isBusy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#check();
  }

  protected override willUpdate(): void {
    if (this.#wordsOf !== language.language) {
      void this.#loadWords();
    }
  }

  override render(): TemplateResult {
    const words = text().doctor;
    return html`<div class="bar">
        <slot name="back"></slot>
        <div class="heading"><h1>${words.title}</h1></div>
        <petlog-button icon="refresh" label=${words.again} .busy=${this.isBusy} @click=${() => this.#check()}></petlog-button>
      </div>
      <div class="state" role="status">${this.#state()}</div>
      ${this.results === null && this.failure === undefined ? html`<div class="coming"></div>` : nothing}
      ${this.results === null || this.#words === null ? nothing : this.#list(this.results, this.#words)}`;
  }

  #state() {
    const words = text().doctor;
    if (this.isBusy) {
      return html`<label class="progress"><span>${words.running}</span><progress></progress></label>`;
    }
    if (this.failure !== undefined) {
      return html`<p class="verdict problem">${icon('warning')}<span>${words.failed(describeFailure(this.failure, text()))}</span></p>`;
    }
    if (this.results === null) {
      return nothing;
    }
    const count = (wanted: DoctorStatus): number => this.results?.filter(({ status }) => status === wanted).length ?? 0;
    const worst = order.find((status) => count(status) > 0) ?? 'ok';
    return html`<p class="verdict ${worst}">
      ${icon(signs[worst])}<span>${words.verdict(count('problem'), count('warning'))} <span class="muted">${words.checkedAt(formatTime(this.#checkedAt, locale()))}</span></span>
    </p>`;
  }

  #list(results: readonly DoctorResult[], words: DoctorLanguage) {
    const sorted = order.flatMap((wanted) => results.filter(({ status }) => status === wanted));
    return html`<ul aria-label=${text().doctor.title} aria-busy=${this.isBusy}>
      ${sorted.map((result) => this.#line(result, words))}
    </ul>`;
  }

  #line(result: DoctorResult, findings: DoctorLanguage) {
    const words = text().doctor;
    const { name, status } = result;
    const { summary, advice } = describeFinding(result, findings, locale(), this.#sayReason);
    return html`<li class=${status} data-check=${name}>
      <span class="sign">${icon(signs[status])}</span>
      <div class="what">
        <h2>${words.checks[name]} <span class="status">${words.statuses[status]}</span></h2>
        <p>${summary}</p>
        ${advice === null ? nothing : html`<p class="advice">${advice}</p>`}
      </div>
    </li>`;
  }

  async #loadWords(): Promise<void> {
    const wanted = language.language;
    this.#wordsOf = wanted;
    try {
      const [words, sayReason] = await Promise.all([
        doctorFindings[wanted](),
        this.results === null ? undefined : loadDoctorReasons(this.results, wanted, text()),
      ]);
      if (this.#wordsOf === wanted) {
        this.#words = words;
        this.#sayReason = sayReason;
      }
    } catch (error) {
      this.#wordsOf = '';
      this.failure = error;
    }
    this.requestUpdate();
  }

  async #check(): Promise<void> {
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    try {
      const { results } = await this.#client.call('doctor.get', {});
      this.#sayReason = await loadDoctorReasons(results, language.language, text()).catch(() => undefined);
      this.results = results;
      this.#checkedAt = new Date();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }
}

customElements.define('petlog-doctor-list', DoctorList);
