import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { NewShare } from '../../../shared/shares.ts';
import { icon } from '../../icons.ts';
import { copyText } from '../../state/access/copy-text.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { formatDayAndTime } from '../../state/format.ts';
import type { SharedClip } from '../../state/library/shared-clip.ts';
import { canSendFile, fetchClip, saveFile, sendFile } from '../../state/library/send-file.ts';
import { chipStyles } from '../../styles/chips.ts';
import { dialogStyles, fieldStyles } from '../../styles/dialog.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { pageAddress } from '../../transport/page-address.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import '../qr-code.ts';
import { isOwnScreen } from '../own-screen.ts';
import { ShareList } from './share-list.ts';
import './trim-strip.ts';
import type { TrimmedPart } from './trim-strip.ts';

const durations = ['3600', '86400', '604800', '2592000'] as const;

/** Hands a recording or the video of an event, or a part of it, to somebody: as a file where the browser can, and as a link that ends. */
export class ShareDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    clip: { state: true },
    chosen: { state: true },
    seconds: { state: true },
    made: { state: true },
    file: { state: true },
    isBusy: { state: true },
    isCopied: { state: true },
    failure: { state: true },
  };

  declare clip: SharedClip | null;
  declare chosen: TrimmedPart;
  declare seconds: (typeof durations)[number];
  declare made: NewShare | null;
  /** Ready to be handed over; null before it was fetched. */
  declare file: File | null;
  declare isBusy: boolean;
  declare isCopied: boolean;
  declare failure: string | null;
  readonly #client: PetLogClient;
  readonly #list: ShareList;

  static override styles = [
    baseStyles,
    dialogStyles,
    fieldStyles,
    chipStyles,
    css`
      h3 {
        margin: 6px 0 0;
        font-size: var(--text-body);
      }

      .chips {
        flex-wrap: wrap;
      }

      .muted::first-letter {
        text-transform: uppercase;
      }

      petlog-qr-code {
        width: min(220px, 60vw);
        margin: 0 auto;
      }

      .made {
        display: grid;
        gap: 12px;
      }

      .address {
        margin: 0;
        font-size: var(--text-small);
        text-align: center;
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.#list = new ShareList(client);
    this.seconds = '86400';
    this.#reset(null);
  }

  show(clip: SharedClip): void {
    this.#reset(clip);
    this.#dialog?.showModal();
    void this.#list.load();
  }

  override render(): TemplateResult {
    const words = text().sharing;
    return html`<dialog aria-labelledby="title" @close=${this.#onClose} @click=${(event: Event) => event.stopPropagation()}>
      <header>
        <h2 id="title">${words.title}</h2>
        <button class="round" type="button" aria-label=${words.close} @click=${() => this.#dialog?.close()}>${icon('close')}</button>
      </header>
      ${this.clip === null ? nothing : this.#content(this.clip)}
    </dialog>`;
  }

  #content({ previewAddress, durationSeconds }: SharedClip) {
    const words = text().sharing;
    return html`<div class="content">
      <petlog-trim-strip .address=${previewAddress} .duration=${durationSeconds} .chosen=${this.chosen} @trim=${this.#onTrim}></petlog-trim-strip>
      ${this.#isTrimmed ? html`<p class="muted">${words.keyframe}</p>` : nothing}
      <p id="ends">${words.ends}</p>
      <div class="chips" role="group" aria-labelledby="ends">
        ${durations.map(
          (seconds) =>
            html`<button type="button" aria-pressed=${this.seconds === seconds} @click=${() => this.#chooseDuration(seconds)}>${words.durations[seconds]}</button>`,
        )}
      </div>
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${icon('warning')}<span>${this.failure}</span></p>`}
      ${this.made === null ? this.#choices() : html`<div class="made">${this.#link(this.made)}</div>`}
      <h3>${words.list}</h3>
      ${this.#list}
    </div>`;
  }

  #choices() {
    const words = text().sharing;
    return html`<div class="actions">
      ${
        this.#canSend
          ? html`<petlog-button icon="phone" label=${this.file === null ? words.send : words.sendNow} .busy=${this.isBusy} @click=${() => void this.#send()}></petlog-button>`
          : nothing
      }
      ${
        this.#isTrimmed && !isOwnScreen()
          ? html`<petlog-button icon="download" label=${text().library.download} .busy=${this.isBusy} @click=${() => void this.#save()}></petlog-button>`
          : nothing
      }
      <petlog-button icon="share" tone="primary" label=${words.make} .busy=${this.isBusy} @click=${() => void this.#make()}></petlog-button>
    </div>`;
  }

  #link({ url, expires_at: expiresAt }: NewShare) {
    const words = text().sharing;
    if (isOwnScreen()) {
      return this.#linkForOthers(url, expiresAt);
    }
    return html`<label class="field"><span>${words.link}</span><input readonly .value=${url} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} /></label>
      <div class="actions">
        <petlog-button icon=${this.isCopied ? 'check' : 'copy'} tone="primary" label=${this.isCopied ? words.copied : words.copy} @click=${() => void this.#copy(url)}></petlog-button>
      </div>
      <petlog-qr-code .address=${url} .label=${words.qrCode}></petlog-qr-code>
      ${this.#linkEnds(expiresAt)}`;
  }

  /** Nothing can be pasted from the camera's own screen: another device takes the link from it. */
  #linkForOthers(url: string, expiresAt: string) {
    if (!URL.canParse(url)) {
      return html`<p class="problem" role="alert">${icon('linkOff')}<span>${text().kiosk.noAddress}</span></p>`;
    }
    return html`<petlog-qr-code .address=${url} .label=${text().sharing.qrCode}></petlog-qr-code>
      <p class="address">${url}</p>
      ${this.#linkEnds(expiresAt)}`;
  }

  #linkEnds(expiresAt: string) {
    const words = text().sharing;
    return html`<p class="muted" role="status">${words.until(formatDayAndTime(new Date(expiresAt), new Date(), locale()))}. ${words.linkHint}</p>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #isTrimmed(): boolean {
    return this.clip !== null && (this.chosen.start > 0 || this.chosen.end < this.clip.durationSeconds);
  }

  get #canSend(): boolean {
    return !isOwnScreen() && canSendFile();
  }

  readonly #onTrim = (event: CustomEvent<TrimmedPart>): void => {
    this.chosen = event.detail;
    this.made = null;
    this.file = null;
  };

  #chooseDuration(seconds: (typeof durations)[number]): void {
    this.seconds = seconds;
    this.made = null;
  }

  async #make(): Promise<void> {
    const { clip } = this;
    if (clip === null || this.isBusy) {
      return;
    }
    await this.#work(async () => {
      this.isCopied = false;
      this.made = await this.#client.call('shares.create', {
        ...clip.subject,
        expires_in_seconds: Number(this.seconds),
        ...(this.#isTrimmed ? this.chosen : {}),
      });
      await this.updateComplete;
      this.renderRoot.querySelector('.made')?.scrollIntoView({ block: 'nearest' });
      await this.#list.load();
    });
  }

  async #send(): Promise<void> {
    const { clip } = this;
    if (clip === null || this.isBusy) {
      return;
    }
    await this.#work(async () => {
      this.file ??= await this.#fetch(clip);
      if (await sendFile(this.file)) {
        this.file = null; // else one more press is allowed to
      }
    });
  }

  /** The part alone, as a file of this device. */
  async #save(): Promise<void> {
    const { clip } = this;
    if (clip === null || this.isBusy) {
      return;
    }
    await this.#work(async () => saveFile(await this.#fetch(clip)));
  }

  /** A part is made where the recording is, and fetched through a link of its own that ends with it. */
  async #fetch({ subject, address, filename }: SharedClip): Promise<File> {
    if (!this.#isTrimmed) {
      return fetchClip(address, filename);
    }
    const { share_id: shareId, url } = await this.#client.call('shares.create', {
      ...subject,
      expires_in_seconds: 600,
      ...this.chosen,
    });
    try {
      const path = new URL(url, document.baseURI).pathname;
      return await fetchClip(pageAddress(`${path.slice(path.indexOf('/app/s/'))}/video`), filename);
    } finally {
      await this.#client.call('shares.remove', { id: shareId });
    }
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = text().sharing.failed(describeFailure(error, text()));
    } finally {
      this.isBusy = false;
    }
  }

  /** Where nothing can copy, the text is at least selected. */
  async #copy(url: string): Promise<void> {
    this.isCopied = await copyText(url);
    if (!this.isCopied) {
      this.renderRoot.querySelector<HTMLInputElement>('input[readonly]')?.select();
    }
  }

  #reset(clip: SharedClip | null): void {
    this.clip = clip;
    this.chosen = { start: 0, end: clip?.durationSeconds ?? 0 };
    this.made = null;
    this.file = null;
    this.isBusy = false;
    this.isCopied = false;
    this.failure = null;
  }

  readonly #onClose = (event: Event): void => {
    event.stopPropagation();
    this.#reset(null);
  };
}

customElements.define('petlog-share-dialog', ShareDialog);
