import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { type CameraTrial, type FoundCamera, NewCamera, type NewCameraField } from '../../state/cameras/new-camera.ts';
import { describeLoss } from '../../state/loss-words.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { formatNumber } from '../../state/format.ts';
import { addCameraStyles } from '../../styles/add-camera.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import { certificateFingerprint, certificateFingerprintStyles } from '../certificate-fingerprint.ts';

const addressExample = 'rtsp://192.168.1.20:554/stream';

/** Adds a camera, after its picture was seen. Fires `added` with its name, and `failed` with what went wrong once it is closed. */
export class AddCameraDialog extends LitElement {
  static override properties: PropertyDeclarations = { isOpen: { state: true } };

  static override styles = [baseStyles, dialogStyles, fieldStyles, certificateFingerprintStyles, addCameraStyles];

  declare isOpen: boolean;
  readonly #camera: NewCamera;
  readonly #nameOf: (cameraId: string) => string;
  #step: CameraTrial['step'] = 'none';

  /** `nameOf` tells what people call a camera. */
  constructor(client: PetLogClient, nameOf: (cameraId: string) => string) {
    super();
    this.isOpen = false;
    this.#nameOf = nameOf;
    this.#camera = new NewCamera(client, () => this.requestUpdate());
  }

  show(): void {
    this.isOpen = true;
    this.#camera.open();
    this.#dialog?.showModal();
  }

  /** The kiosk takes its pages away when its screen locks. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dialog?.close();
    this.#onClose();
  }

  /** A small screen shows what there is to see, and what can be done with it. */
  protected override updated(): void {
    const { step } = this.#camera.trial;
    if (step !== this.#step && (step === 'seen' || step === 'unsigned' || step === 'refused')) {
      this.renderRoot.querySelector(step === 'unsigned' ? '.unsigned' : '.actions')?.scrollIntoView({ block: 'nearest' });
    }
    this.#step = step;
  }

  override render(): TemplateResult {
    const words = text().cameras;
    return html`<dialog aria-labelledby="title" @close=${this.#onClose}>
      <header>
        <h2 id="title">${words.add}</h2>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </header>
      ${this.isOpen ? this.#form() : nothing}
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #form() {
    const words = text().cameras;
    const { hasAddress, isTried, isSaving, problem } = this.#camera;
    return html`<form class="content" novalidate method="post" @submit=${this.#onSubmit}>
      ${this.#found()} ${hasAddress ? this.#address() : this.#problemOf('source')}
      <div class="explained">${this.#field('name', words.name, { maxLength: 40, capitals: 'words' })}${this.#problemOf('name')}</div>
      ${this.#trial()}
      ${problem !== null && problem.field === null ? this.#problemSentence(describeFailure(problem.error, text())) : nothing}
      ${isTried ? nothing : html`<p class="muted">${words.notTested}</p>`}
      <div class="actions">
        <petlog-button icon="close" label=${words.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
        <petlog-button
          icon="check"
          tone="primary"
          label=${words.save}
          .disabled=${!isTried}
          .busy=${isSaving}
          @click=${() => void this.#add()}
        ></petlog-button>
      </div>
      <input type="submit" hidden />
    </form>`;
  }

  #found() {
    const words = text().cameras;
    const { found, isSearching, searchFailure } = this.#camera;
    const isFree = ({ in_use_by: user }: FoundCamera): boolean => user === null;
    return html`<fieldset>
      <legend>${words.found}</legend>
      ${found?.map((camera) => this.#choice(camera.source, camera.name, this.#describe(camera), !isFree(camera)))}
      ${found === null || found.length === 0 ? nothing : this.#choice(null, words.other)}
      <div role="status">
        ${
          isSearching
            ? html`<p class="working">${icon('spinner')}<span>${words.searching}</span></p>`
            : found !== null && !found.some(isFree)
              ? html`<p class="muted">${words.noneFound}</p>`
              : nothing
        }
      </div>
      ${searchFailure === undefined ? nothing : this.#problemSentence(words.failed.sources(describeFailure(searchFailure, text())))}
      <petlog-button icon="refresh" label=${words.searchAgain} .disabled=${isSearching} @click=${() => void this.#camera.search()}></petlog-button>
    </fieldset>`;
  }

  #describe({ kind, in_use_by: user }: FoundCamera): string {
    const words = text().cameras;
    return user === null ? words.kinds[kind] : `${words.kinds[kind]} · ${words.inUse(this.#nameOf(user))}`;
  }

  #choice(source: string | null, label: string, more?: string, disabled = false) {
    return html`<label class="choice">
      <input
        type="radio"
        name="found"
        .checked=${this.#camera.chosen === source}
        ?disabled=${disabled}
        @change=${() => this.#camera.choose(source)}
      />
      <span><b>${label}</b>${more === undefined ? nothing : html`<small>${more}</small>`}</span>
    </label>`;
  }

  #address() {
    const words = text().cameras;
    return html`<div class="explained">
        ${this.#field('source', words.address, { maxLength: 2048, describedBy: 'example' })}
        <small class="muted" id="example">${addressExample}</small>
        ${this.#problemOf('source')}
      </div>
      <div class="explained">
        <div class="pair">
          ${this.#field('username', words.username, { maxLength: 1024, describedBy: 'credentials' })}
          ${this.#field('password', words.password, { maxLength: 1024, describedBy: 'credentials', type: 'password' })}
        </div>
        <small class="muted" id="credentials">${words.credentialsHint}</small>
        ${this.#problemOf('username')} ${this.#problemOf('password')}
      </div>`;
  }

  #field(
    field: NewCameraField,
    label: string,
    {
      maxLength,
      type = 'text',
      capitals = 'none',
      describedBy = '',
    }: { maxLength: number; type?: string; capitals?: string; describedBy?: string },
  ) {
    const isWrong = this.#camera.problem?.field === field;
    return html`<label class="field">
      <span>${label}</span>
      <input
        name=${field}
        type=${type}
        maxlength=${maxLength}
        autocomplete="off"
        autocapitalize=${capitals}
        spellcheck="false"
        aria-invalid=${isWrong ? 'true' : nothing}
        aria-describedby=${[...(describedBy === '' ? [] : [describedBy]), ...(isWrong ? [`wrong-${field}`] : [])].join(' ') || nothing}
        .value=${this.#camera.values[field]}
        @input=${(event: Event) => this.#camera.change(field, (event.target as HTMLInputElement).value)}
      />
    </label>`;
  }

  #problemOf(field: NewCameraField) {
    const words = text().cameras;
    const { problem } = this.#camera;
    if (problem?.field !== field) {
      return nothing;
    }
    const missing = field === 'name' ? words.nameMissing : words.addressMissing;
    return this.#problemSentence(problem.error === undefined ? missing : describeFailure(problem.error, text()), `wrong-${field}`);
  }

  #problemSentence(sentence: string, id?: string) {
    return html`<p class="problem" role="alert" id=${id ?? nothing}>${icon('warning')}<span>${sentence}</span></p>`;
  }

  #trial() {
    const words = text().cameras;
    const { trial, certificate } = this.#camera;
    return html`<petlog-button
        icon="camera"
        label=${words.test}
        .busy=${trial.step === 'running'}
        @click=${() => void this.#try()}
      ></petlog-button>
      <div role="status">${trial.step === 'running' ? html`<p class="muted">${words.testing}</p>` : trial.step === 'seen' ? this.#picture(trial) : nothing}</div>
      ${trial.step === 'refused' ? this.#problemSentence(words.noPicture(describeLoss(trial.reason, text()))) : nothing}
      ${
        certificate === null
          ? nothing
          : html`<div class="unsigned">
              ${certificateFingerprint(certificate.fingerprint, words.unsigned)}
              <label class="confirm">
                <input
                  type="checkbox"
                  .checked=${certificate.isConfirmed}
                  @change=${(event: Event) => this.#camera.confirm((event.target as HTMLInputElement).checked)}
                />
                <span>${words.sameFingerprint}</span>
              </label>
            </div>`
      }`;
  }

  #picture({ picture, resolution, framesPerSecond }: { picture: string; resolution?: readonly number[]; framesPerSecond?: number }) {
    const facts = [
      ...(resolution === undefined ? [] : [resolution.join(' × ')]),
      ...(framesPerSecond === undefined ? [] : [text().facts.framesPerSecond(formatNumber(framesPerSecond, locale(), 1))]),
    ];
    return html`<figure>
      <img
        src=${`data:image/jpeg;base64,${picture}`}
        width=${resolution?.[0] ?? nothing}
        height=${resolution?.[1] ?? nothing}
        alt=${text().cameras.picture}
      />
      <figcaption class="numbers">${facts.join(' · ')}</figcaption>
    </figure>`;
  }

  /** Enter shows the picture first, and adds the camera once it is seen. */
  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void (this.#camera.isTried ? this.#add() : this.#try());
  };

  async #try(): Promise<void> {
    await this.#camera.try();
    await this.#pointAtProblem();
  }

  async #add(): Promise<void> {
    try {
      const camera = await this.#camera.add();
      if (camera === null) {
        await this.#pointAtProblem();
      } else {
        this.dispatchEvent(new CustomEvent('added', { detail: camera.name }));
        this.#dialog?.close();
      }
    } catch (error) {
      this.dispatchEvent(new CustomEvent('failed', { detail: error }));
    }
  }

  async #pointAtProblem(): Promise<void> {
    await this.updateComplete;
    const field = this.#camera.problem?.field ?? null;
    if (field !== null) {
      this.renderRoot.querySelector<HTMLInputElement>(`[name="${field}"]`)?.focus();
    }
  }

  readonly #onClose = (): void => {
    this.isOpen = false;
    this.#camera.close();
  };
}

customElements.define('petlog-add-camera-dialog', AddCameraDialog);
