import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon, type IconName } from '../icons.ts';
import { buttonStyles } from '../styles/button.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';

/**
 * A button with an icon and a word. While `busy` it shows that it works and
 * takes no further press. `pressed` makes it a toggle.
 */
export class ActionButton extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties: PropertyDeclarations = {
    icon: {},
    label: {},
    caption: {},
    hint: {},
    tone: { reflect: true },
    busy: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    pressed: { attribute: false },
    current: { type: Boolean, reflect: true },
  };

  declare icon: IconName;
  /** The name of the button for everyone. */
  declare label: string;
  /** What is written on it, where that is more than its name. */
  declare caption: string | undefined;
  /** One sentence more for screen readers. */
  declare hint: string | undefined;
  declare tone: 'plain' | 'primary' | 'danger' | 'recording';
  declare busy: boolean;
  declare disabled: boolean;
  declare pressed: boolean | undefined;
  /** Leads to where one is. */
  declare current: boolean;

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      button {
        text-align: center;
        text-wrap: balance;
        touch-action: manipulation;
        transition:
          background 120ms,
          border-color 120ms,
          transform 80ms;
      }

      .label {
        font-variant-numeric: tabular-nums;
      }

      button:hover {
        border-color: var(--line-strong);
      }

      button:active:not(:disabled) {
        transform: scale(0.97);
        background: var(--surface-raised);
      }

      :host([tone='primary']) button {
        color: var(--on-accent);
        background: var(--accent);
        border-color: transparent;
      }

      :host([tone='primary']) button:hover {
        background: var(--accent-strong);
      }

      :host([current]) button {
        color: var(--accent);
        border-color: currentColor;
      }

      :host([tone='danger']) svg {
        color: var(--danger);
      }

      :host([tone='recording']) button {
        color: var(--on-danger);
        background: var(--danger);
        border-color: transparent;
      }

      :host([tone='recording']) button:hover {
        background: var(--danger-strong);
      }

      :host([disabled]) button:disabled {
        color: var(--text-muted);
        background: transparent;
        border-color: var(--line);
        cursor: default;
      }

      button:disabled svg {
        color: inherit;
        opacity: 0.7;
      }

      :host([busy]) button {
        cursor: progress;
        opacity: 0.85;
      }

      :host([busy]) svg {
        animation: turn 900ms linear infinite;
      }

      @keyframes turn {
        to {
          transform: rotate(360deg);
        }
      }

      @media (prefers-reduced-motion: reduce) {
        svg,
        button {
          animation-duration: 3s !important;
          transition: none;
        }
      }

      :host([stacked]) button {
        flex-direction: column;
        gap: 5px;
        min-width: 0;
        padding: var(--stacked-padding, 8px 6px);
      }

    `,
  ];

  constructor() {
    super();
    this.icon = 'play';
    this.label = '';
    this.tone = 'plain';
    this.busy = false;
    this.disabled = false;
    this.current = false;
  }

  override render(): TemplateResult {
    return html`<button
      type="button"
      ?disabled=${this.disabled}
      aria-label=${this.label}
      aria-busy=${this.busy ? 'true' : nothing}
      aria-pressed=${this.pressed === undefined ? nothing : String(this.pressed)}
      aria-current=${this.current ? 'page' : nothing}
      aria-description=${this.busy ? text().actions.working : (this.hint ?? nothing)}
      @click=${this.#onClick}
    >
      ${icon(this.busy ? 'spinner' : this.icon)}<span class="label">${this.caption ?? this.label}</span>
    </button>`;
  }

  #onClick(event: Event): void {
    if (this.busy) {
      event.stopPropagation();
    }
  }
}

customElements.define('petlog-button', ActionButton);
