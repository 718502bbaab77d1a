import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { NewInvitation } from '../../../shared/access.ts';
import { icon, type IconName } from '../../icons.ts';
import { InvitationController } from '../../state/access/invitation-controller.ts';
import { formatDuration } from '../../state/format.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { firstDeviceStyles } from '../../styles/first-device.ts';
import { baseStyles } from '../../styles/shared.ts';
import { text } from '../../text/text.ts';
import { CallError, type PetLogClient } from '../../transport/petlog-client.ts';
import '../action-button.ts';
import '../qr-code.ts';

const retryMilliseconds = 5_000;
/** Time to read who is in. */
const readMilliseconds = 20_000;
/** Until a code that was used says so. */
const lookMilliseconds = 3_000;

/**
 * The camera's own screen while nobody was let in yet: a code for the first
 * admin, for as long as it is shown. One that expires is replaced, unless
 * somebody entered wrong codes. Fires `unlock` to ask for the PIN, `later` and
 * `finished` to go away.
 */
export class FirstDevice extends LitElement {
  static override properties: PropertyDeclarations = { isLocked: { attribute: false }, isNeeded: { attribute: false }, goOn: {} };

  static override styles = [baseStyles, firstDeviceStyles];

  /** The PIN stands before it. */
  declare isLocked: boolean;
  /** Nobody may let others in yet. */
  declare isNeeded: boolean;
  /** Where it goes on after this. */
  declare goOn: string;
  readonly #invitation: InvitationController;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #awaited = '';

  constructor(client: PetLogClient) {
    super();
    this.isLocked = false;
    this.isNeeded = true;
    this.goOn = '';
    this.#invitation = new InvitationController(this, client);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.isLocked) {
      this.#make();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#after('', 0, undefined);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const { state, made, now, failure } = this.#invitation;
    if (!this.isNeeded) {
      // Who was let in otherwise used no code.
      const milliseconds = state === 'used' ? readMilliseconds : lookMilliseconds;
      return this.#after(`finished ${state ?? ''}`, milliseconds, () => this.#tell('finished'));
    }
    if (failure !== undefined && !this.#needsPin) {
      return this.#after('again', retryMilliseconds, () => this.#make());
    }
    this.#after('', 0, undefined);
    if (changed.has('isLocked') && !this.isLocked && made === null) {
      return this.#make();
    }
    if (state === 'expired' && now?.tries_left === made?.tries_left) {
      this.#make();
    }
  }

  override render(): TemplateResult {
    const words = text().pairing;
    const { state, made, now, failure } = this.#invitation;
    if (this.#needsPin) {
      return this.#page('lock', words.locked, words.lockedHint, words.unlock, () => this.#tell('unlock'));
    }
    if (failure !== undefined) {
      return this.#page('warning', words.title, words.failed(describeFailure(failure, text())), words.another, () => this.#make());
    }
    if (made === null) {
      return this.#page('spinner', words.title, words.making);
    }
    switch (state) {
      case 'used':
        return this.#page('check', words.done(now?.device_name ?? ''), words.doneHint, this.goOn || words.goOn, () =>
          this.#tell('finished'),
        );
      case 'refused':
        return this.#page('warning', words.refused, words.refusedHint, words.another, () => this.#make());
      case 'expired':
      case 'cancelled':
        return this.#page('warning', words.stale, words.staleHint, words.another, () => this.#make());
      default:
        return this.#code(made);
    }
  }

  get #needsPin(): boolean {
    const { failure, made } = this.#invitation;
    return made === null && (this.isLocked || (failure instanceof CallError && failure.code === 'locked'));
  }

  #code(made: NewInvitation): TemplateResult {
    const words = text().pairing;
    const triesLeft = this.#invitation.now?.tries_left ?? made.tries_left;
    const address = made.url?.replace(/\/?#.*$/, '');
    return html`<main class="code">
      ${
        made.url === null
          ? html`<p class="none">${icon('linkOff')}${words.noNetwork}</p>`
          : html`<petlog-qr-code .address=${made.url} label=${words.qrCode}></petlog-qr-code>`
      }
      <div class="words">
        <h1>${words.title}</h1>
        <p>${words.hint}</p>
        <h2>${words.byHandTitle}</h2>
        <p class="by-hand">${address === undefined ? words.byHandAnywhere : words.byHand(address)}</p>
        <p class="digits numbers"><span class="visually-hidden">${words.code}</span> <span>${made.code.slice(0, 3)}</span><span>${made.code.slice(3)}</span></p>
        <p class="left numbers">${words.left(formatDuration(this.#invitation.leftSeconds))}</p>
        ${triesLeft < made.tries_left ? html`<p class="tries" role="status">${icon('warning')}${words.triesLeft(triesLeft)}</p>` : nothing}
        ${this.#later()}
      </div>
    </main>`;
  }

  #page(sign: IconName, title: string, hint: string, action?: string, act?: () => void): TemplateResult {
    const isFinished = this.#invitation.state === 'used';
    return html`<main class="page ${sign}" role="status">
      <span class="sign">${icon(sign)}</span>
      <h1>${title}</h1>
      <p>${hint}</p>
      <div class="buttons">
        ${action === undefined ? nothing : html`<petlog-button tone="primary" icon=${sign === 'lock' ? 'lock' : isFinished ? 'check' : 'key'} label=${action} @click=${act}></petlog-button>`}
        ${isFinished ? nothing : this.#later()}
      </div>
    </main>`;
  }

  #later(): TemplateResult {
    return html`<petlog-button class="later" icon="back" label=${text().pairing.later} @click=${() => this.#tell('later')}></petlog-button>`;
  }

  /** One thing at a time is waited for, and not anew each time that something is drawn. */
  #after(what: string, milliseconds: number, act: (() => void) | undefined): void {
    if (what === this.#awaited) {
      return;
    }
    this.#awaited = what;
    clearTimeout(this.#timer);
    if (act !== undefined) {
      this.#timer = setTimeout(act, milliseconds);
    }
  }

  #make(): void {
    this.#awaited = '';
    void this.#invitation.make('admin');
  }

  #tell(type: 'unlock' | 'later' | 'finished'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

customElements.define('petlog-first-device', FirstDevice);
