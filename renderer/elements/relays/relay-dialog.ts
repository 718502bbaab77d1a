import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CameraInfo } from '../../../shared/cameras.ts';
import { fullRelayRendition, type Relay, relaySchemes } from '../../../shared/relays.ts';
import { icon } from '../../icons.ts';
import { describeRelayFailure } from '../../state/describe-relay-failure.ts';
import { backupStyles } from '../../styles/backup.ts';
import { problemStyles } from '../../styles/problem.ts';
import type { RelayWords } from '../../text/en/relays.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { FormDialog } from '../form-dialog.ts';
import '../switch-field.ts';

/** Adds or changes a media server. Fires `saved`. */
export class RelayDialog extends FormDialog {
  static override properties: PropertyDeclarations = {
    relay: { state: true },
    cameras: { state: true },
    renditions: { state: true },
    sendsSound: { state: true },
    isByWhip: { state: true },
    isTesting: { state: true },
    tested: { state: true },
  };

  static override styles: CSSResultGroup = [FormDialog.styles, problemStyles, backupStyles];

  /** Null for a new one. */
  declare relay: Relay | null;
  declare cameras: readonly CameraInfo[];
  /** Of the chosen camera, beside the full one. */
  declare renditions: readonly string[];
  declare sendsSound: boolean;
  /** Of the address that stands there. */
  declare isByWhip: boolean;
  declare isTesting: boolean;
  /** What came of the last test of the address that stands there. */
  declare tested: { readonly isGood: boolean; readonly sentence: string } | null;
  readonly #client: PetLogClient;
  readonly #words: () => RelayWords;

  constructor(client: PetLogClient, words: () => RelayWords) {
    super();
    this.#client = client;
    this.#words = words;
    this.relay = null;
    this.cameras = [];
    this.renditions = [];
    this.sendsSound = true;
    this.isByWhip = false;
    this.isTesting = false;
    this.tested = null;
  }

  show(relay: Relay | null): void {
    this.relay = relay;
    this.renditions = relay === null || relay.rendition === fullRelayRendition ? [] : [relay.rendition];
    this.sendsSound = relay?.sound ?? true;
    this.isByWhip = isByWhip(relay?.url ?? '');
    this.tested = null;
    this.open();
    void this.#loadCameras().then(() => this.#loadRenditions(relay?.camera_id ?? 'main'));
  }

  protected override get heading(): string {
    return this.relay?.name ?? this.#words().dialogTitle;
  }

  protected override content(): TemplateResult {
    const words = this.#words();
    const { relay, cameras, renditions, tested } = this;
    const cameraId = relay?.camera_id ?? 'main';
    return this.form(
      html`<label class="field"><span>${words.name}</span><input name="name" .value=${relay?.name ?? ''} placeholder=${words.nameExample} maxlength="60" autocomplete="off" /></label>
        <div class="explained">
          <label class="field">
            <span>${words.url}</span>
            <input name="url" type="text" inputmode="url" .value=${relay?.url ?? ''} placeholder="rtsp://nas.home:8554/cat" maxlength="2000" autocomplete="off" autocapitalize="off" spellcheck="false" @input=${this.#onAddress} />
          </label>
          <small class="muted">${words.urlHint}</small>
        </div>
        ${
          this.isByWhip
            ? html`<div class="explained">
                <label class="field"><span>${words.token}</span><input name="bearer_token" type="password" .value=${relay?.bearer_token ?? ''} maxlength="2000" autocomplete="off" @input=${() => (this.tested = null)} /></label>
                <small class="muted">${words.tokenHint}</small>
              </div>`
            : nothing
        }
        ${
          cameras.length < 2
            ? nothing
            : html`<label class="field"><span>${words.camera}</span><select name="camera_id" @change=${this.#onCamera}>${cameras.map(({ camera_id: id, name }) => html`<option value=${id} ?selected=${id === cameraId}>${name === '' ? id : name}</option>`)}</select></label>`
        }
        ${
          renditions.length === 0
            ? nothing
            : html`<label class="field"><span>${words.rendition}</span><select name="rendition"><option value=${fullRelayRendition}>${words.full}</option>${renditions.map((name) => html`<option value=${name} ?selected=${name === relay?.rendition}>${name}</option>`)}</select></label>`
        }
        <petlog-switch-field
          label=${words.sound}
          hint=${words.soundHint}
          .checked=${this.sendsSound}
          @change-value=${({ detail }: CustomEvent<boolean>) => (this.sendsSound = detail)}
        ></petlog-switch-field>
        <div class="actions">
          <petlog-button icon="check" label=${this.isTesting ? words.testing : words.test} .busy=${this.isTesting} @click=${() => void this.#test()}></petlog-button>
        </div>
        ${
          tested === null
            ? nothing
            : tested.isGood
              ? html`<p class="good" role="status">${icon('check')}${tested.sentence}</p>`
              : html`<p class="problem" role="alert">${icon('warning')}<span>${tested.sentence}</span></p>`
        }`,
      { label: words.save },
    );
  }

  protected override submit(values: Readonly<Record<string, string>>): void {
    if ((values['name'] ?? '').trim() === '') {
      this.point('name', this.#words().nameMissing);
      return;
    }
    if (!this.#isAddress(values['url'] ?? '')) {
      return;
    }
    void this.save(async () => {
      const { relay } = this;
      const input = {
        name: values['name'] ?? '',
        url: values['url'] ?? '',
        bearer_token: values['bearer_token'] ?? '',
        sound: this.sendsSound,
        ...(values['camera_id'] === undefined ? {} : { camera_id: values['camera_id'] }),
        ...(values['rendition'] === undefined ? {} : { rendition: values['rendition'] }),
      };
      try {
        await (relay === null
          ? this.#client.call('relays.add', input)
          : this.#client.call('relays.change', { id: relay.relay_id, ...input }));
      } catch (error) {
        this.point('url', describeRelayFailure(error, this.#words().errors));
        return;
      }
      this.close();
    });
  }

  #isAddress(url: string): boolean {
    const isOne = relaySchemes.some((scheme) => url.trim().startsWith(`${scheme}//`));
    if (!isOne) {
      this.point('url', this.#words().urlMissing);
    }
    return isOne;
  }

  async #test(): Promise<void> {
    const entered = (name: string): string => this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? '';
    const url = entered('url');
    this.failure = null;
    if (this.isTesting || !this.#isAddress(url)) {
      return;
    }
    const words = this.#words();
    this.isTesting = true;
    this.tested = null;
    try {
      const of = this.relay === null ? {} : { relay_id: this.relay.relay_id };
      const {
        ok,
        failed_step: step,
        reason,
      } = await this.#client.call('relays.test', { url, bearer_token: entered('bearer_token'), ...of });
      this.tested = { isGood: ok, sentence: ok || step === null ? words.tested : `${words.steps[step]} ${reason ?? ''}` };
    } catch (error) {
      this.tested = { isGood: false, sentence: describeRelayFailure(error, words.errors) };
    } finally {
      this.isTesting = false;
    }
  }

  async #loadCameras(): Promise<void> {
    const { cameras } = await this.#client.call('cameras.list', {}).catch(() => ({ cameras: [] }));
    this.cameras = cameras;
  }

  /** Without them, the full size is all that can be chosen. */
  async #loadRenditions(camera: string): Promise<void> {
    const { cameras } = this;
    const settings = await this.#client.call('settings.get', {}).catch(() => null);
    const height = cameras.find(({ camera_id: id }) => id === camera)?.resolution[1] ?? Infinity;
    const names = settings?.video.renditions.filter((each) => each < height).map((each) => `${each}p`) ?? this.renditions;
    const { relay } = this;
    const isKept =
      relay !== null && relay.camera_id === camera && relay.rendition !== fullRelayRendition && !names.includes(relay.rendition);
    this.renditions = isKept ? [...names, relay.rendition] : names;
  }

  readonly #onAddress = (event: Event): void => {
    this.tested = null;
    this.isByWhip = isByWhip((event.currentTarget as HTMLInputElement).value);
  };

  readonly #onCamera = (event: Event): void => void this.#loadRenditions((event.currentTarget as HTMLSelectElement).value);
}

const isByWhip = (url: string): boolean => /^\s*https?:/i.test(url);

customElements.define('petlog-relay-dialog', RelayDialog);
