import { css } from 'lit';

/** A row of a menu that leads somewhere. */
export const menuRowStyles = css`
  p {
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .row {
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 48px;
    padding: 4px;
    font: inherit;
    font-weight: 600;
    color: var(--text);
    text-align: start;
    text-decoration: none;
    background: none;
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
  }

  .row:disabled {
    color: var(--text-muted);
    cursor: default;
  }

  .row svg {
    color: var(--accent);
  }

  .row:not(:disabled):hover {
    background: var(--surface-raised);
  }
`;
