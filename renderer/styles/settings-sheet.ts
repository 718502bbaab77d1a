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

  header .note {
    font-size: var(--text-small);
    color: var(--text-muted);
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
