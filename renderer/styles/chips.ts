import { css } from 'lit';

/** Choices in a row that scrolls where it has no room. */
export const chipStyles = css`
  .chips {
    display: flex;
    gap: 8px;
    margin: 0;
    padding: 2px 0;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
  }

  .chips button {
    flex: none;
    min-width: var(--target);
    min-height: var(--target);
    padding: 8px 14px;
    font: inherit;
    font-size: var(--text-body);
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: 999px;
    cursor: pointer;
    touch-action: manipulation;
    white-space: nowrap;
  }

  .chips button[aria-pressed='true'] {
    color: var(--on-accent);
    background: var(--accent);
    border-color: transparent;
  }
`;
