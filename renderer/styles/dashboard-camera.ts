import { css } from 'lit';
import { darkColours } from './dark-colours.ts';

/** The picture, what lies over it, and the camera's controls below it. */
export const dashboardCameraStyles = css`
  .viewer {
    position: relative;
    border-radius: var(--radius);
    overflow: hidden;
    background: #000;
    box-shadow: var(--shadow);
  }

  petlog-stage {
    width: 100%;
    aspect-ratio: 16 / 9;
    /* So that the controls below it are seen without scrolling. */
    max-height: calc(100vh - 298px);
    min-height: 200px;
  }

  .viewer:fullscreen petlog-stage,
  .viewer.filling petlog-stage {
    width: 100%;
    height: 100%;
    max-height: none;
    aspect-ratio: auto;
  }

  .viewer.filling {
    position: fixed;
    z-index: 10;
    inset: 0;
    border-radius: 0;
  }

  .viewer .corner {
    position: absolute;
    z-index: 5;
    right: 16px;
    bottom: 16px;
    display: flex;
    gap: 10px;
  }

  .viewer .over {
    position: absolute;
    z-index: 5;
    inset: auto 0 0 0;
    padding: 6px 16px 12px;
    background: rgb(9 12 11 / 78%);
    ${darkColours}
  }

  .controls,
  .controls .main,
  .controls .more {
    display: flex;
    gap: 8px;
  }

  .controls {
    flex-wrap: wrap;
    --button-height: 54px;
    /* Seven of them stand in one row beside the recordings, in every language and with wide letters. */
    --button-padding: 8px 6px;
  }

  .controls .main,
  .controls .main + .more,
  .controls petlog-button {
    flex: 1 1 auto;
  }

  .controls .more {
    --button-text: var(--text-small);
  }

  /* As wide while it counts the seconds. */
  .controls .record {
    min-width: 168px;
  }

  .reason {
    display: flex;
    gap: 8px;
    align-items: center;
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .viewer petlog-messages {
    inset: 16px 16px auto;
    width: auto;
  }

  @media (max-width: 1020px) {
    petlog-stage {
      max-height: 75vh;
    }
  }

  @media (max-width: 640px) {
    .viewer:not(.filling) {
      border-radius: 0;
      box-shadow: none;
    }

    .controls .main,
    .controls .more {
      flex: 1 1 100%;
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      min-width: 0;
      --button-height: 68px;
      --button-text: 0.8125rem;
    }

    /* Four of them in two rows, and not three and one. */
    .controls .more:has(> :nth-child(4)) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      --button-height: 60px;
    }

    .controls .record {
      min-width: 0;
    }
  }
`;
