import { css } from 'lit';
import { iconButton } from './icon-button.ts';

/** One camera a row: its picture, what it is called, and what can be done with it. */
export const cameraListStyles = css`
  :host {
    max-width: 860px;
    margin: 0 auto;
    padding-bottom: 24px;
  }

  ol {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: 128px minmax(0, 1fr) auto;
    align-items: center;
    gap: 6px 16px;
    padding: 12px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .picture {
    grid-row: span 2;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    background: #0b0f0e;
    border-radius: var(--radius-small);
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }

  .what {
    display: grid;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .what span {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .tools {
    display: flex;
    gap: 4px;
    justify-content: flex-end;
  }

  petlog-switch-field {
    grid-column: 2;
    grid-row: 2;
  }

  .tools {
    grid-column: 3;
    grid-row: 1 / span 2;
    min-width: 256px;
    justify-content: flex-start;
  }

  .tools :is(button, a) {
    ${iconButton}
  }

  .tools :is(button, a):hover:not(:disabled) {
    background: var(--surface-raised);
  }

  .tools button:disabled {
    opacity: 0.35;
    cursor: default;
  }

  petlog-undo-bar {
    position: sticky;
    bottom: var(--bottom-bar, 0px);
  }

  @media (max-width: 640px) {
    li {
      grid-template-columns: 104px minmax(0, 1fr);
    }

    .picture {
      grid-row: 1;
    }

    petlog-switch-field {
      grid-column: 1 / -1;
    }

    .tools {
      grid-column: 1 / -1;
      grid-row: 3;
      justify-content: space-between;
    }
  }
`;
