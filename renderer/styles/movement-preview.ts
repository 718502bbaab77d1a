import { css } from 'lit';

export const movementPreviewStyles = css`
  :host {
    display: grid;
    gap: 8px;
    justify-items: start;
  }

  .board {
    position: relative;
    display: grid;
    width: 100%;
    min-height: 160px;
    margin: 0;
    overflow: hidden;
    place-items: center;
    color: #d9dedb;
    background: #0c100f;
    border-radius: var(--radius);
  }

  p.board {
    padding: 16px;
    text-align: center;
  }

  img {
    display: block;
    width: 100%;
  }

  svg:not(.icon) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  rect {
    fill: rgb(255 212 59 / 25%);
    stroke: #ffd43b;
    stroke-width: 3;
    vector-effect: non-scaling-stroke;
  }

  rect.standing {
    fill: none;
    stroke: #d9dedb;
    stroke-dasharray: 8 6;
  }

  .said {
    margin: 0;
    color: var(--text-muted);
  }
`;
