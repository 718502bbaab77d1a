import { css } from 'lit';

/** A sheet at the edge of the screen, so that the picture beside it shows what a change does. */
export const settingsSheetStyles = css`
  dialog {
    inset: 0 0 0 auto;
    width: min(400px, 56vw);
    height: 100dvh;
    max-height: none;
    margin: 0;
    border-width: 0 0 0 1px;
    border-radius: 0;
  }

  dialog::backdrop {
    background: none;
  }

  .cameras {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: var(--target);
    font-weight: 600;
    color: var(--accent);
  }

  header .note {
    font-size: var(--text-small);
    color: var(--text-muted);
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

  @media (orientation: portrait) {
    dialog {
      inset: auto 0 0;
      width: 100%;
      height: auto;
      max-height: 46dvh;
      border-width: 1px 0 0;
      border-radius: var(--radius) var(--radius) 0 0;
    }

    .content {
      padding-bottom: calc(16px + env(safe-area-inset-bottom));
    }
  }

  /* The picture is in the middle of a tall screen. */
  @media (orientation: portrait) and (min-height: 1000px) {
    dialog {
      max-height: 36dvh;
    }
  }
`;
