import { css, html, LitElement, type TemplateResult } from 'lit';
import '../elements/action-button.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';
import { installPrompt } from './install-prompt.ts';

/** Says once that PetLog can be an app. Fires `dismiss` when somebody wants to hear no more of it. */
export class InstallHint extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: fixed;
        z-index: 20;
        right: max(12px, env(safe-area-inset-right));
        bottom: calc(76px + env(safe-area-inset-bottom));
        left: max(12px, env(safe-area-inset-left));
        max-width: 420px;
        margin-inline: auto;
      }

      /* No room over anything: it is the end of the page. */
      @media (max-height: 700px) {
        :host {
          position: static;
          display: block;
          margin: 0 max(16px, env(safe-area-inset-right)) calc(76px + env(safe-area-inset-bottom)) max(16px, env(safe-area-inset-left));
        }
      }

      /* As where the places are a rail. */
      @media (max-height: 700px) and (min-width: 900px), (max-height: 560px) and (orientation: landscape) {
        :host {
          margin-bottom: 16px;
          margin-left: calc(112px + env(safe-area-inset-left));
        }
      }

      /* Beside the picture and its controls, where there is room. */
      @media (min-width: 1100px) {
        :host {
          position: fixed;
          bottom: 24px;
          left: auto;
          width: 304px;
          margin: 0;
        }
      }

      section {
        padding: 16px;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }

      h2,
      p {
        margin: 0 0 8px;
      }

      h2 {
        font-size: var(--text-body);
      }

      p {
        font-size: var(--text-small);
        color: var(--text-muted);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { installation } = text();
    const isAsked = installPrompt.way === 'prompt';
    return html`<section aria-label=${installation.title}>
      <h2>${installation.title}</h2>
      <p>${isAsked ? installation.hint : installation.appleHint}</p>
      <div class="actions">
        ${isAsked ? html`<petlog-button icon="download" tone="primary" label=${installation.install} @click=${this.#install}></petlog-button>` : ''}
        <petlog-button icon="close" label=${installation.notNow} @click=${this.#dismiss}></petlog-button>
      </div>
    </section>`;
  }

  #install(): void {
    void installPrompt.ask();
    this.#dismiss();
  }

  #dismiss(): void {
    this.dispatchEvent(new CustomEvent('dismiss'));
    this.remove();
  }
}

customElements.define('petlog-install-hint', InstallHint);
