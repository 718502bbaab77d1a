import { css } from 'lit';

export const settingsFormStyles = css`
  :host {
    display: grid;
    gap: 14px;
    font-size: var(--text-body);
  }

  p {
    margin: 0;
  }

  .muted {
    color: var(--text-muted);
    font-size: var(--text-small);
  }

  .problem {
    position: sticky;
    z-index: 1;
    top: 64px;
  }

  fieldset {
    display: grid;
    gap: 12px;
    min-width: 0;
    margin: 0;
    padding: 14px 0 0;
    border: 0;
    border-top: 1px solid var(--line);
  }

  fieldset:first-of-type {
    padding-top: 0;
    border-top: 0;
  }

  legend {
    float: left;
    padding: 0;
    font-size: var(--text-small);
    font-weight: 650;
    color: var(--text-muted);
  }

  .resolution {
    display: grid;
    gap: 6px;
  }

  .resolution > span:first-child {
    font-size: var(--text-body);
    font-weight: 550;
  }

  .values {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 6px;
  }

  .values button {
    min-height: var(--target);
    padding: 4px;
    font: inherit;
    font-size: var(--text-small);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--text);
    background: var(--surface-raised);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    cursor: pointer;
    touch-action: manipulation;
  }

  .values button[aria-pressed='true'] {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
`;
