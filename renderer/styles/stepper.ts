import { css } from 'lit';

/** A value between a button that makes it less and one that makes it more, beside its name. */
export const stepperStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 12px;
  }

  label {
    font-size: var(--text-body);
    font-weight: 550;
  }

  /* Above its value where there is no room beside it. */
  .name {
    flex: 1 1 96px;
  }

  .value {
    display: grid;
    gap: 2px;
    text-align: center;
  }

  .number {
    display: grid;
    grid-template-columns: 48px 84px 48px;
  }

  input:not([type='checkbox'], [type='radio']) {
    padding-inline: 4px;
    text-align: center;
    border-radius: 0;
    appearance: textfield;
    font-variant-numeric: tabular-nums;
  }

  input::-webkit-inner-spin-button {
    display: none;
  }

  button {
    min-height: var(--target);
    font: inherit;
    font-size: 1.3rem;
    line-height: 1;
    color: var(--text);
    background: var(--surface-raised);
    border: 1px solid var(--line-strong);
    cursor: pointer;
    touch-action: manipulation;
  }

  button:first-child {
    border-right: 0;
    border-radius: var(--radius-small) 0 0 var(--radius-small);
  }

  button:last-child {
    border-left: 0;
    border-radius: 0 var(--radius-small) var(--radius-small) 0;
  }

  .hint,
  .unit {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .hint {
    flex: 1 0 100%;
  }

  .hint.wrong {
    color: var(--danger);
    font-weight: 600;
  }
`;
