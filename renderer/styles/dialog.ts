import { css } from 'lit';
import { iconButton } from './icon-button.ts';
import { problemStyles } from './problem.ts';

/** A dialog as a card over a dimmed page. */
export const dialogStyles = css`
  dialog {
    width: min(var(--dialog-width, 520px), calc(100vw - 24px));
    max-width: none;
    max-height: calc(100dvh - 24px);
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    /* What gets the focus is not behind the header, which stays. */
    scroll-padding-top: 64px;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 65%);
  }

  dialog > header {
    position: sticky;
    z-index: 2;
    top: 0;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px 8px 8px 16px;
    background: var(--surface);
  }

  dialog > header h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: var(--text-body);
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .round {
    ${iconButton}
    flex: none;
  }

  .round:hover {
    background: var(--surface-raised);
  }

  .content {
    display: grid;
    gap: 14px;
    padding: 0 16px 16px;
    font-size: var(--text-body);
  }

  .content p {
    margin: 0;
  }

  .muted {
    color: var(--text-muted);
    font-size: var(--text-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 10px;
  }

  ${problemStyles}
`;

/** Fields that a finger can hit, with their names above them. */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
  }

  .field > span,
  legend {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .explained {
    display: grid;
    gap: 4px;
  }

  select,
  input:not([type='checkbox'], [type='radio']) {
    width: 100%;
    min-width: 0;
    min-height: var(--target);
    padding: 8px 12px;
    font: inherit;
    font-size: 1rem;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
  }
`;
