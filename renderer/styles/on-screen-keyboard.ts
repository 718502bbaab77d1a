import { css } from 'lit';
import { darkColours } from './dark-colours.ts';

/** Keys as large as the screen allows, and dark like the kiosk. */
export const onScreenKeyboardStyles = css`
  :host {
    ${darkColours}
    position: fixed;
    inset: auto 0 0 0;
    width: 100vw;
    max-width: none;
    height: auto;
    max-height: none;
    margin: 0;
    padding: 8px 6px;
    overflow: hidden;
    color: var(--text);
    background: #0c0f0e;
    border: 0;
    border-top: 1px solid var(--line-strong);
    user-select: none;
    -webkit-user-select: none;
    touch-action: none;
  }

  .keys {
    max-width: 1100px;
    margin: 0 auto;
  }

  :host(.number) .keys {
    max-width: 480px;
  }

  .hg-rows {
    display: grid;
    gap: 6px;
  }

  .hg-row {
    display: flex;
    gap: 6px;
    justify-content: center;
  }

  .hg-button {
    display: grid;
    place-items: center;
    flex: 1 1 0;
    min-width: 0;
    height: clamp(48px, 7.2vh, 84px);
    padding: 0;
    font: inherit;
    font-size: 1.3rem;
    color: var(--text);
    background: var(--surface-raised);
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
  }

  /* A tenth of the row, less in rows of more keys. */
  .hg-standardBtn {
    flex: 0 1 calc((100% - 54px) / 10);
  }

  .hg-button span {
    display: grid;
    pointer-events: none;
  }

  .hg-functionBtn {
    flex: 1 1 calc((100% - 54px) / 10);
    font-size: 1.05rem;
    background: #3a423f;
  }

  :host(.number) .hg-button {
    flex: 1 1 0;
  }

  .hg-functionBtn.hg-button-space {
    flex-grow: 4;
    background: var(--surface-raised);
  }

  .hg-functionBtn.hg-button-enter {
    color: var(--on-accent);
    background: var(--accent);
  }

  .hg-functionBtn.hg-button-blank {
    visibility: hidden;
  }

  .hg-functionBtn.once {
    color: var(--accent);
  }

  .hg-functionBtn.locked {
    color: var(--on-accent);
    background: var(--accent);
  }

  .hg-button.hg-activeButton {
    color: var(--on-accent);
    background: var(--accent-strong);
  }
`;
