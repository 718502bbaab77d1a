import { css } from 'lit';
import { darkColours } from './dark-colours.ts';

/** The picture, what lies over it, and the row of controls. */
export const liveCameraStyles = css`
  .viewer {
    position: relative;
    width: 100%;
    aspect-ratio: 16 / 9;
    /* So that the controls below it are seen without scrolling. */
    max-height: calc(100dvh - 252px);
    min-height: 180px;
    overflow: hidden;
    background: #0c100f;
    --marks-inset: auto 12px 12px 12px;
    --marks-side: flex-start;
    --lost-bottom: 56px;
    --zoom-button-top: auto;
    --zoom-button-bottom: 12px;
  }

  petlog-stage {
    position: absolute;
    inset: 0;
  }

  .head {
    position: absolute;
    z-index: 5;
    inset: 0 0 auto;
    display: flex;
    gap: 8px;
    align-items: center;
    padding: max(4px, env(safe-area-inset-top)) 4px 12px 16px;
    color: #f4f6f5;
    background: linear-gradient(rgb(9 12 11 / 72%), rgb(9 12 11 / 0%));
    pointer-events: none;
    ${darkColours}
  }

  .head:has(> a.round) {
    padding-left: 4px;
  }

  .head > :not(h1) {
    pointer-events: auto;
  }

  .head h1 {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    font-size: 1.0625rem;
    font-weight: 600;
    text-overflow: ellipsis;
    text-shadow: 0 1px 3px rgb(0 0 0 / 60%);
    white-space: nowrap;
  }

  .round {
    display: grid;
    flex: none;
    place-items: center;
    width: 48px;
    height: 48px;
    padding: 0;
    font-size: 1.2rem;
    color: #f4f6f5;
    background: none;
    border: 0;
    border-radius: 50%;
    cursor: pointer;
  }

  .round:hover {
    background: rgb(9 12 11 / 50%);
  }

  .round:focus-visible {
    outline-color: #fff;
    outline-offset: -4px;
  }

  .viewer:fullscreen,
  .viewer.filling {
    width: 100%;
    height: 100%;
    max-height: none;
    aspect-ratio: auto;
    border-radius: 0;
  }

  .viewer.filling {
    position: fixed;
    z-index: 20;
    inset: 0;
  }

  .viewer .corner {
    position: absolute;
    z-index: 5;
    right: calc(16px + env(safe-area-inset-right));
    bottom: calc(16px + env(safe-area-inset-bottom));
    max-width: calc(100% - 32px);
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }

  .viewer:fullscreen,
  .viewer.filling {
    --marks-inset: auto 16px 80px 16px;
    --zoom-button-bottom: 80px;
  }

  /* Above the strip of time. */
  .viewer:has(> .over) {
    --marks-inset: auto 16px 212px 16px;
    --zoom-button-bottom: 212px;
  }

  @media (max-width: 640px) {
    .viewer:has(> .over) {
      --marks-inset: auto 16px 264px 16px;
      --zoom-button-bottom: 264px;
    }
  }

  .viewer .over {
    position: absolute;
    z-index: 5;
    inset: auto 0 0 0;
    padding: 8px 16px calc(12px + env(safe-area-inset-bottom));
    background: rgb(9 12 11 / 78%);
    ${darkColours}
  }

  .viewer petlog-messages {
    inset: 64px 16px auto;
    width: auto;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    --button-height: 52px;
    --button-padding: 8px 16px;
  }

  /* As wide while it counts the seconds. */
  .controls .record {
    min-width: 184px;
  }

  .controls .power {
    min-width: 128px;
  }

  /* One row more of buttons would push away what is below. */
  @media (min-width: 900px) {
    .controls:has(petlog-talk-button) {
      --button-padding: 8px 11px;
    }

    .controls:has(petlog-talk-button) .record {
      min-width: 168px;
    }

    .controls:has(petlog-talk-button) .power {
      min-width: 104px;
    }
  }

  /* One row of a tablet that is held upright. */
  @media (min-width: 641px) and (max-width: 899px) {
    .controls {
      gap: 6px;
      --button-padding: 8px 6px;
      --button-text: 0.875rem;
    }

    .controls > * {
      flex: 1 1 auto;
    }

    .controls .record {
      min-width: 168px;
    }

    .controls .power {
      min-width: 104px;
    }
  }

  .reason {
    display: flex;
    gap: 8px;
    align-items: center;
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  @media (min-width: 641px) {
    .viewer:not(.filling, :fullscreen) {
      border-radius: var(--radius);
      box-shadow: var(--shadow);
    }
  }

  @media (max-width: 640px) {
    .controls {
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 1fr);
      gap: 4px;
      margin-inline: 8px !important;
      --button-height: 72px;
      --button-text: 0.75rem;
      --stacked-padding: 8px 2px;
      --button-border: transparent;
      --button-background: transparent;
      --button-icon: 1.5rem;
    }

    .controls .record,
    .controls .power {
      min-width: 0;
    }
  }

  /* Small phones, in the longest words. */
  @media (max-width: 374px) {
    .controls {
      gap: 0;
      --button-text: 0.6875rem;
      --stacked-padding: 8px 0;
    }
  }

  @media (orientation: landscape) and (max-height: 560px) {
    .viewer {
      max-height: 100dvh;
      border-radius: 0 !important;
    }

    .controls {
      position: sticky;
      top: 0;
      display: grid;
      grid-auto-flow: row;
      grid-auto-rows: minmax(48px, 72px);
      grid-auto-columns: minmax(0, 1fr);
      align-content: center;
      height: 100dvh;
      gap: 4px;
      margin: 0 !important;
      padding: 8px 0;
      --button-height: 48px;
      --button-text: 0.75rem;
      --button-padding: 4px 2px;
      --button-border: transparent;
      --button-background: transparent;
      --button-icon: 1.4rem;
    }

    .controls .record,
    .controls .power {
      min-width: 0;
    }
  }

  /* The strip of time below it is seen too. */
  @media (orientation: landscape) and (min-height: 440px) and (max-height: 560px) {
    .viewer {
      max-height: calc(100dvh - 180px);
    }
  }
`;
