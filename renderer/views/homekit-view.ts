import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CameraInfo } from '../../shared/cameras.ts';
import type { HomeKitStatus } from '../../shared/homekit.ts';
import '../elements/action-button.ts';
import { ConfirmDialog } from '../elements/confirm-dialog.ts';
import '../elements/message-list.ts';
import '../elements/qr-code.ts';
import '../elements/switch-field.ts';
import { icon } from '../icons.ts';
import { CamerasController } from '../state/cameras/cameras-controller.ts';
import { describeHomeKitFailure, describeHomeKitFault } from '../state/describe-homekit-failure.ts';
import { Messages } from '../state/messages.ts';
import { homekitStyles } from '../styles/homekit.ts';
import { morePageStyles } from '../styles/more-page.ts';
import { pageBarStyles } from '../styles/page-bar.ts';
import { phonePageStyles } from '../styles/phone-page.ts';
import { problemStyles } from '../styles/problem.ts';
import { homekitWords as english, type HomeKitWords } from '../text/en/homekit.ts';
import { homekitWordTables } from '../text/homekit-word-tables.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { text } from '../text/text.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import type { SessionSource } from '../transport/session-guard.ts';
import { morePage } from './more-page.ts';
import { PageView } from './page-view.ts';

const lookMilliseconds = 2000;

interface Shown {
  readonly status: HomeKitStatus;
  /** Ids of the cameras that homes may have; none means all. */
  readonly cameraIds: readonly string[];
}

/** The cameras in Apple's Home: on or off, the code to add them, and how to be rid of a home. */
export class HomeKitView extends PageView {
  static override properties: PropertyDeclarations = { shown: { state: true }, failure: { state: true }, isBusy: { state: true } };

  static override styles: CSSResultGroup = [PageView.styles, pageBarStyles, morePageStyles, problemStyles, phonePageStyles, homekitStyles];

  /** null before the first answer. */
  declare shown: Shown | null;
  declare failure: string | null;
  declare isBusy: boolean;
  readonly #client: PetLogClient;
  readonly #text = new LoadedWords<HomeKitWords>(this, english, homekitWordTables);
  readonly #cameras: CamerasController;
  readonly #messages = new Messages(() => this.requestUpdate());
  readonly #confirm = new ConfirmDialog();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: PetLogClient, source: SessionSource) {
    super(client, source);
    this.#client = client;
    this.#cameras = new CamerasController(this, client);
    this.shown = null;
    this.failure = null;
    this.isBusy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => void (this.#isSeen && this.#load()), lookMilliseconds);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#messages.close();
  }

  protected override content(): TemplateResult {
    const { words } = this.#text;
    return html`${this.forAdmins(morePage(words.title, this.#parts(words)))}
      <petlog-messages aria-label=${text().messages.region} .messages=${this.#messages} .list=${this.#messages.list}></petlog-messages>
      ${this.#confirm}`;
  }

  /** On the camera's own screen the page is there also while nobody opened it. */
  get #isSeen(): boolean {
    return document.visibilityState === 'visible' && this.checkVisibility();
  }

  #parts(words: HomeKitWords): TemplateResult {
    const { shown, failure } = this;
    const problem = (sentence: string): TemplateResult =>
      html`<p class="problem" role="alert">${icon('warning')}<span>${sentence}</span></p>`;
    if (shown === null) {
      return failure === null
        ? html`<p class="visually-hidden" role="status">${text().places.loading}</p>`
        : problem(words.failed.show(failure));
    }
    const { status } = shown;
    return html`<section class="card">
        <petlog-switch-field
          label=${words.on}
          hint=${words.onHint}
          .checked=${status.enabled}
          @change-value=${({ detail }: CustomEvent<boolean>) => void this.#change({ enabled: detail })}
        ></petlog-switch-field>
        <p class="standing" role="status">${words.states[status.state]}</p>
        ${status.problem === null ? nothing : problem(describeHomeKitFault(status.problem, words.errors))}
        ${failure === null ? nothing : problem(words.failed.show(failure))}
        ${
          status.state === 'paired'
            ? html`<div class="actions"><petlog-button icon="trash" label=${words.remove.label} .busy=${this.isBusy} @click=${() => void this.#remove()}></petlog-button></div>`
            : nothing
        }
      </section>
      ${this.#pairing(status, words)} ${status.enabled ? this.#choice(shown, words) : nothing}
      <section class="card" aria-labelledby="brings"><h2 id="brings">${words.brings}</h2>
        <ul><li>${words.picture}</li><li>${words.sensors}</li></ul>
        <p class="muted">${words.lacks}</p>
      </section>`;
  }

  #pairing({ setup_code: code, setup_uri: uri }: HomeKitStatus, words: HomeKitWords): TemplateResult | typeof nothing {
    return code === null || uri === null
      ? nothing
      : html`<section class="card" aria-labelledby="add"><h2 id="add">${words.add}</h2>
          <div class="pairing">
            <petlog-qr-code .address=${uri} .label=${words.qrCode}></petlog-qr-code>
            <div>
              <ol>${words.steps.map((step) => html`<li>${step}</li>`)}</ol>
              <p>${words.code}</p>
              <p class="code">${code}</p>
            </div>
          </div>
        </section>`;
  }

  #choice(shown: Shown, words: HomeKitWords): TemplateResult | typeof nothing {
    const cameras = this.#cameras.cameras ?? [];
    return cameras.length < 2
      ? nothing
      : html`<section class="card" aria-labelledby="cameras"><h2 id="cameras">${words.cameras}</h2>
          ${cameras.map(
            ({ camera_id: id, name }) =>
              html`<petlog-switch-field
                label=${name === '' ? id : name}
                .checked=${shown.cameraIds.length === 0 || shown.cameraIds.includes(id)}
                @change-value=${({ detail }: CustomEvent<boolean>) => void this.#choose(shown, cameras, id, detail)}
              ></petlog-switch-field>`,
          )}
        </section>`;
  }

  async #choose({ cameraIds }: Shown, cameras: readonly CameraInfo[], cameraId: string, isChosen: boolean): Promise<void> {
    const all = cameras.map(({ camera_id: id }) => id);
    const before = cameraIds.length === 0 ? all : cameraIds;
    const chosen = all.filter((id) => (id === cameraId ? isChosen : before.includes(id)));
    if (chosen.length === 0) {
      this.#messages.add('error', this.#text.words.lastCamera);
      this.requestUpdate();
      await this.#load();
      return;
    }
    await this.#change({ cameras: chosen.length === all.length ? [] : chosen });
  }

  async #change(homekit: { enabled: boolean } | { cameras: string[] }): Promise<void> {
    await this.#client.call('settings.change', { homekit }).catch((error: unknown) => this.#tell(error));
    await this.#load();
  }

  /** Rooms and automations of a home are lost with it, so that it is asked before. */
  async #remove(): Promise<void> {
    const { remove: words } = this.#text.words;
    if (!(await this.#confirm.ask({ title: words.title, sentences: [words.hint], action: words.action, icon: 'trash' }))) {
      return;
    }
    this.isBusy = true;
    try {
      await this.#client.call('homekit.unpair', {});
      this.#messages.add('information', words.done);
    } catch (error) {
      this.#tell(error);
    }
    this.isBusy = false;
    await this.#load();
  }

  #tell(error: unknown): void {
    const { failed, errors } = this.#text.words;
    this.#messages.add('error', failed.change(describeHomeKitFailure(error, errors)));
  }

  async #load(): Promise<void> {
    try {
      const [status, settings] = await Promise.all([this.#client.call('homekit.get', {}), this.#client.call('settings.get', {})]);
      this.shown = { status, cameraIds: settings.homekit.cameras };
      this.failure = null;
    } catch (error) {
      this.failure = describeHomeKitFailure(error, this.#text.words.errors);
    }
  }
}

customElements.define('petlog-homekit-view', HomeKitView);
