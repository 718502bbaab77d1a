import { css } from 'lit';

/** Groups of choices in the dialogs of alerts. */
export const alertFormStyles = css`
  fieldset {
    display: grid;
    gap: 6px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin-bottom: 6px;
    padding: 0;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .chips button {
    min-width: var(--target);
    min-height: var(--target);
    padding: 8px 14px;
    font: inherit;
    font-size: var(--text-body);
    color: var(--text);
    text-align: start;
    overflow-wrap: anywhere;
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: 24px;
    cursor: pointer;
    touch-action: manipulation;
  }

  .chips button[aria-pressed='true'] {
    color: var(--on-accent);
    background: var(--accent);
    border-color: transparent;
    font-weight: 600;
  }

  .chips.days {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
    gap: 4px;
  }

  @media (max-width: 379px) {
    .chips.days {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }

  .days button {
    min-width: 0;
    padding-inline: 0;
    font-size: var(--text-small);
    text-align: center;
    border-radius: var(--radius-small);
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
    gap: 14px;
  }

  textarea {
    width: 100%;
    min-height: 88px;
    padding: 8px 12px;
    font: inherit;
    font-size: 1rem;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    resize: vertical;
  }

  .hint {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .check {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: var(--target);
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .check input {
    flex: none;
    width: 22px;
    height: 22px;
    margin: 0;
    accent-color: var(--accent);
  }
`;
