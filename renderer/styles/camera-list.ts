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
    flex-wrap: wrap;
    gap: 4px;
  }

  petlog-switch-field {
    grid-column: 2;
    grid-row: 2;
  }

  .tools {
    grid-column: 3;
    grid-row: 1 / span 2;
    justify-content: flex-end;
  }

  .tools button {
    ${iconButton}
  }

  .tools a {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: var(--target);
    padding: 8px 14px;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--text);
    text-decoration: none;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }

  /* In the place of what one of the cameras has not. */
  .tools span {
    width: 48px;
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

  @media (max-width: 899px) {
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
      justify-content: flex-start;
    }

    .tools a {
      margin-inline-end: auto;
    }

    .tools span {
      display: none;
    }
  }
`;
