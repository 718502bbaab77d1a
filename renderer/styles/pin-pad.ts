import { css } from 'lit';

export const pinPadStyles = css`
  dialog {
    width: min(720px, 100vw - 16px);
    max-width: none;
    max-height: 100dvh;
    padding: 16px 20px;
    color: var(--text);
    background: var(--surface);
    border: 0;
    border-radius: 18px;
  }

  dialog[open] {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 16px 28px;
    align-items: center;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 78%);
  }

  .words {
    display: grid;
    justify-items: center;
    gap: 6px;
    text-align: center;
  }

  .words > * {
    margin: 0;
  }

  .sign {
    display: grid;
    font-size: 1.6rem;
    color: var(--accent);
  }

  h2 {
    font-size: 1.375rem;
    font-weight: 650;
  }

  .hint {
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  .forgotten {
    font-size: var(--text-small);
  }

  .dots {
    display: flex;
    gap: 12px;
    align-items: center;
    height: 40px;
  }

  .dots span {
    width: 18px;
    height: 18px;
    border: 2px solid var(--line-strong);
    border-radius: 50%;
  }

  .dots span.full {
    background: var(--accent);
    border-color: var(--accent);
  }

  .notice {
    min-height: 1.5em;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--warning);
    font-variant-numeric: tabular-nums;
  }

  .keys {
    display: grid;
    grid-template-columns: repeat(3, 96px);
    grid-auto-rows: 88px;
    gap: 10px;
  }

  .key,
  .cancel {
    display: grid;
    place-items: center;
    font: inherit;
    font-size: 1.75rem;
    font-weight: 600;
    color: var(--text);
    background: var(--surface-raised);
    border: 0;
    border-radius: 16px;
    cursor: pointer;
    touch-action: manipulation;
  }

  .key:active:not(:disabled) {
    background: var(--accent);
    color: var(--on-accent);
  }

  .key:disabled {
    color: var(--text-muted);
    opacity: 0.5;
  }

  .confirm {
    font-size: 1.375rem;
    color: var(--on-accent);
    background: var(--accent);
  }

  .confirm:disabled {
    background: var(--surface-raised);
  }

  .cancel {
    min-width: 150px;
    min-height: 56px;
    padding: 0 20px;
    font-size: var(--text-body);
  }

  @media (orientation: portrait) {
    dialog[open] {
      grid-template-columns: minmax(0, 1fr);
      justify-items: center;
      gap: 24px;
      padding: 28px 24px;
    }

    .keys {
      grid-template-columns: repeat(3, 132px);
      grid-auto-rows: 112px;
      gap: 14px;
    }

    .key {
      font-size: 2.25rem;
    }

    .confirm {
      font-size: 1.6rem;
    }

    h2 {
      font-size: 1.75rem;
    }
  }
`;
