import { css } from 'lit';

/** A value by dragging, below its name. */
export const sliderStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px 12px;
  }

  label {
    font-size: var(--text-body);
    font-weight: 550;
  }

  input {
    grid-column: 1 / -1;
    width: 100%;
    height: 48px;
    margin: 0;
    accent-color: var(--accent);
    cursor: pointer;
    touch-action: pan-y;
  }

  .hint,
  .unit {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .unit {
    font-variant-numeric: tabular-nums;
  }

  .hint {
    grid-column: 1 / -1;
  }
`;
