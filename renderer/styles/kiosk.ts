import { css } from 'lit';
import { darkColours } from './dark-colours.ts';

/** The kiosk is dark in every scheme: it hangs in a living room, also at night. */
export const kioskStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: block;
    ${darkColours}
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }

  petlog-stage {
    position: absolute;
    inset: 0;
  }

  .top {
    position: absolute;
    z-index: 4;
    inset: 0 0 auto 0;
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 16px;
    padding: 12px 16px;
    pointer-events: none;
  }

  petlog-stage {
    --stage-background: #000;
    --stage-inset: 16px;
    --notice-padding: 20px 148px 112px 16px;
    --marks-top: 16px;
    /* Beside the clock. */
    --marks-inset: var(--marks-top) 230px auto 16px;
    --marks-side: flex-start;
    --lost-bottom: 112px;
  }

  /* Over the picture: a message must not take a touch that was meant for a button. */
  petlog-messages {
    right: 148px;
    bottom: 112px;
  }

  petlog-problems {
    position: absolute;
    z-index: 4;
    inset: auto 16px 112px 16px;
  }

  petlog-problems.high {
    inset: 104px 16px auto 16px;
  }

  petlog-wall-clock {
    padding: 4px 12px 6px;
    border-radius: 14px;
    background: rgb(9 12 11 / 62%);
  }

  /* Above the tiles, where the date has to fit too. */
  petlog-wall-clock.small {
    --clock-size: 1.25rem;
    padding: 2px 12px 4px;
  }

  .bar {
    position: absolute;
    z-index: 5;
    inset: auto 0 0 0;
    display: flex;
    gap: 12px;
    align-items: center;
    padding: 12px 16px;
    background: rgb(9 12 11 / 78%);
    --button-height: 72px;
    --button-text: 1rem;
    --button-padding: 8px;
  }

  .buttons {
    display: flex;
    flex: 1;
    gap: 12px;
  }

  .buttons petlog-button,
  .buttons petlog-talk-button {
    flex: 1 1 0;
    min-width: 0;
    max-width: 200px;
  }

  .buttons petlog-button.record {
    flex-grow: 1.35;
  }

  .bar.time {
    display: block;
    padding: 6px 16px 12px;
    --button-height: 60px;
  }

  petlog-timeline-picture {
    --timeline-mark-top: 16px;
  }

  /* Below the first line above the picture, where there is one. */
  main:is(.told, .open) petlog-stage {
    --marks-top: 58px;
  }

  main:is(.told, .open) petlog-timeline-picture {
    --timeline-mark-top: 58px;
  }

  .places {
    position: absolute;
    z-index: 4;
    right: 16px;
    bottom: 112px;
    display: grid;
    grid-template-columns: 116px;
    gap: 6px;
    --button-height: 68px;
    --button-icon: 1.5rem;
  }

  petlog-problems {
    padding-right: 132px;
  }

  /* The word that everyone is let in has the place of the marks. */
  main.told.open petlog-timeline-picture {
    --timeline-mark-top: 96px;
  }

  main.told.open petlog-stage {
    --marks-top: 96px;
  }

  main.open ~ petlog-problems.high {
    inset-block-start: 142px;
  }

  /* Between the word that everyone is let in and the bar below. */
  .wall {
    position: absolute;
    inset: 64px 16px 112px;
    display: grid;
    align-content: safe center;
    overflow: hidden auto;
    overscroll-behavior: contain;
    --wall-gap: 8px;
    --narrow-columns: 2;
  }

  .wall petlog-camera-wall {
    --wall-height: calc(100dvh - 176px);
    margin: 0 auto;
  }

  .places.flat {
    z-index: 6;
    bottom: 12px;
    grid-template-columns: none;
    grid-auto-flow: column;
    grid-auto-columns: 112px;
    --button-height: 72px;
  }

  .first {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .camera {
    padding: 5px 14px;
    font-size: var(--text-small);
    font-weight: 600;
    background: rgb(9 12 11 / 62%);
    border-radius: 999px;
  }

  .state {
    display: grid;
    gap: 8px;
    justify-items: start;
  }

  dialog.page {
    width: 100vw;
    max-width: none;
    height: 100dvh;
    max-height: none;
    padding: 0 16px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    /* What scrolls begins anew with what fingers may do, in Chromium 130 also across: it would take the swipe that closes the page. */
    touch-action: pan-y;
    color: var(--text);
    background: var(--background);
    border: 0;
    --line: #2f3533;
  }

  .back {
    --button-height: 56px;
  }

  petlog-activity-view,
  petlog-pets-view,
  petlog-alerts-view {
    max-width: 900px;
    padding: 0;
    --target: 56px;
  }

  .reason {
    flex: 1;
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  /* Beside the places, which are there with the first touch of it. */
  @media (orientation: landscape) {
    petlog-zoom-area {
      --zoom-button-right: 148px;
    }
  }

  /* Four of them below the clock. */
  @media (orientation: landscape) and (max-height: 520px) {
    .places {
      gap: 4px;
      --button-height: 62px;
      --button-icon: 1.25rem;
      --stacked-padding: 4px 6px;
    }

    petlog-wall-clock {
      --clock-size: 1.5rem;
      padding-block: 2px 4px;
    }
  }

  @media (orientation: portrait) {
    .bar {
      flex-direction: column;
      align-items: stretch;
      gap: 16px;
      padding: 20px 20px 24px;
      --button-height: 104px;
      --button-text: 1.1875rem;
    }

    .buttons petlog-button,
    .buttons petlog-talk-button {
      max-width: none;
    }

    .places {
      bottom: 256px;
      left: 16px;
      grid-template-columns: none;
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 1fr);
      gap: 12px;
      --button-height: 104px;
      --button-icon: 2rem;
    }

    .wall {
      inset: 64px 16px 256px;
    }

    .wall petlog-camera-wall {
      width: 100%;
    }

    .places.flat {
      bottom: 120px;
      grid-auto-columns: minmax(0, 1fr);
    }

    .bar.time {
      padding: 16px 20px 24px;
      --button-height: 72px;
    }

    petlog-problems {
      padding-right: 0;
    }

    petlog-address-card {
      display: grid;
    }

    petlog-stage {
      --notice-padding: 20px 40px 240px;
      --lost-bottom: 256px;
    }

    petlog-messages {
      right: 16px;
      bottom: 376px;
    }

    petlog-problems:not(.high) {
      inset-block-end: 256px;
    }
  }
`;
