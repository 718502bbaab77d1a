import { Mic } from 'lucide';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { LiveStatus } from '../../shared/api.ts';
import { drawnIcon, icon } from '../icons.ts';
import { delay } from '../state/delay.ts';
import { describeFailure } from '../state/descriptions.ts';
import { hearing } from '../state/hearing.ts';
import { describeSoundError } from '../state/sound-fault-words.ts';
import type { Messages } from '../state/messages.ts';
import { buttonStyles } from '../styles/button.ts';
import { baseStyles } from '../styles/shared.ts';
import { TalkController } from '../talk/talk-controller.ts';
import { openMicrophone, Voice, VoiceError } from '../talk/voice.ts';
import { talkWords } from '../text/en/talk.ts';
import { LoadedWords } from '../text/loaded-words.ts';
import { soundFaultWordTables } from '../text/sound-fault-word-tables.ts';
import { talkWordTables } from '../text/talk-word-tables.ts';
import { text } from '../text/text.ts';
import { CallError } from '../transport/petlog-client.ts';

/** A shorter press is a tap, after which one talks on. */
const tapMilliseconds = 350;

/** Held while one talks, or tapped at the beginning and at the end; by finger, mouse, Space and Enter. */
export class TalkButton extends LitElement {
  static override properties: PropertyDeclarations = {
    camera: {},
    status: { attribute: false },
    messages: { attribute: false },
    stacked: { type: Boolean, reflect: true },
    isActive: { type: Boolean, reflect: true, attribute: 'active' },
  };

  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      button {
        min-width: var(--target);
        touch-action: none;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
      }

      .sign {
        display: inline-flex;
      }

      :host([active]) button {
        color: var(--on-accent);
        background: var(--accent);
        border-color: transparent;
      }

      button:disabled {
        color: var(--text-muted);
        cursor: default;
      }

      :host([stacked]) button {
        flex-direction: column;
        gap: 5px;
        min-width: 0;
        padding: var(--stacked-padding, 8px 6px);
      }

      .turning {
        animation: turn 900ms linear infinite;
      }

      @keyframes turn {
        to {
          transform: rotate(360deg);
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .turning {
          animation-duration: 3s;
        }
      }
    `,
  ];

  /** Left out for `main`. */
  declare camera: string | undefined;
  declare status: LiveStatus | null;
  declare messages: Messages;
  declare stacked: boolean;
  declare isActive: boolean;
  readonly #loaded = new LoadedWords(this, talkWords, talkWordTables);
  readonly #faults = new LoadedWords(this, null, soundFaultWordTables);
  readonly #talk: TalkController;
  /** When it was pressed; null while it is not. */
  #pressedMilliseconds: number | null = null;
  #abort = new AbortController();

  constructor() {
    super();
    this.stacked = false;
    this.isActive = false;
    this.status = null;
    this.#talk = new TalkController({
      openMicrophone,
      openVoice: (track, onEnded) => Voice.open(track, this.camera, onEnded),
      silenceRoom: () => hearing.beginTalk(),
      delay,
      onChange: () => {
        this.isActive = this.#talk.isActive;
        this.requestUpdate();
      },
      onFailed: (error) => this.messages.add('error', this.#describe(error)),
      onEnded: () => this.messages.add('error', this.#loaded.words.ended),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    // A question of the browser, or another window, may take the release of the button.
    window.addEventListener('blur', (event) => this.#letGo(false, event), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && this.#talk.end(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
    this.#talk.close();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('camera') && this.hasUpdated) {
      this.#talk.close();
    }
    if (changed.has('status') && this.status !== null) {
      this.#talk.told(this.status.talking !== null);
    }
  }

  override render(): TemplateResult {
    const { words } = this.#loaded;
    const { phase, isActive } = this.#talk;
    const captions = { silent: words.talk, microphone: words.microphone, connecting: words.connecting, talking: words.talking } as const;
    const isWaiting = phase === 'microphone' || phase === 'connecting';
    return html`<button
      type="button"
      aria-label=${isActive ? words.stop : words.talk}
      aria-pressed=${isActive}
      aria-description=${words.hint}
      title=${words.hint}
      ?disabled=${this.status?.privacy !== false || this.#isTalkedByOther}
      @pointerdown=${this.#onPointerDown}
      @pointerup=${(event: Event) => this.#letGo(true, event)}
      @pointercancel=${(event: Event) => this.#letGo(false, event)}
      @keydown=${this.#onKeyDown}
      @keyup=${this.#onKeyUp}
      @click=${this.#onClick}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      <span class="sign ${isWaiting ? 'turning' : ''}">${isWaiting ? icon('spinner') : drawnIcon(Mic)}</span><span>${captions[phase]}</span>
    </button>`;
  }

  get #isTalkedByOther(): boolean {
    return !this.#talk.isActive && this.#talk.phase === 'silent' && this.status !== null && this.status.talking !== null;
  }

  /** @param milliseconds when that was: a busy page comes to it later */
  #press(milliseconds: number): void {
    if (this.#talk.isActive) {
      this.#talk.end();
    } else {
      this.#pressedMilliseconds = milliseconds;
      this.#talk.begin();
    }
  }

  /** @param mayBeTap it was let go by whoever pressed it */
  #letGo(mayBeTap: boolean, { timeStamp }: Event): void {
    const pressed = this.#pressedMilliseconds;
    this.#pressedMilliseconds = null;
    if (pressed !== null && !(mayBeTap && timeStamp - pressed < tapMilliseconds)) {
      this.#talk.end();
    }
  }

  #onPointerDown(event: PointerEvent): void {
    if (event.button === 0) {
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      this.#press(event.timeStamp);
    }
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault(); // it would be a click
      if (!event.repeat) {
        this.#press(event.timeStamp);
      }
    }
  }

  #onKeyUp(event: KeyboardEvent): void {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      this.#letGo(true, event);
    }
  }

  /** Of a screen reader, which neither presses nor lets go. */
  #onClick(event: PointerEvent): void {
    if (event.detail === 0) {
      this.#press(event.timeStamp);
      this.#letGo(true, event);
    }
  }

  #describe(error: unknown): string {
    const { words } = this.#loaded;
    if (error instanceof VoiceError) {
      return words[error.fault];
    }
    if (error instanceof CallError && error.code === 'talk_busy') {
      return words.busy;
    }
    if (error instanceof CallError && error.code === 'speaker_unavailable') {
      return describeSoundError(error.code, error.message, text(), this.#faults.words);
    }
    return error instanceof TypeError ? text().messages.unreachable : describeFailure(error, text());
  }
}

customElements.define('petlog-talk-button', TalkButton);
