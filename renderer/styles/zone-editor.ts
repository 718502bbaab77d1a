import { css } from 'lit';

export const zoneEditorStyles = css`
  .board {
    position: relative;
    display: grid;
    min-height: 160px;
    overflow: hidden;
    place-items: center;
    color: #d9dedb;
    background: #0c100f;
    border-radius: var(--radius);
  }

  .board.drawing {
    cursor: crosshair;
    touch-action: none;
  }

  .board img {
    display: block;
    width: 100%;
    user-select: none;
    -webkit-user-drag: none;
  }

  .board > p {
    padding: 16px;
    text-align: center;
  }

  svg:not(.icon) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  polygon,
  polyline {
    fill: rgb(87 199 184 / 25%);
    stroke: #57c7b8;
    stroke-width: 3;
    vector-effect: non-scaling-stroke;
  }

  polygon.ignore {
    fill: rgb(20 20 20 / 55%);
    stroke: #d9dedb;
    stroke-dasharray: 8 6;
  }

  polygon.new {
    fill: rgb(255 212 59 / 25%);
    stroke: #ffd43b;
  }

  polyline {
    fill: none;
    stroke: #ffd43b;
  }

  .corner {
    position: absolute;
    width: 48px;
    height: 48px;
    margin: -24px 0 0 -24px;
    padding: 0;
    background: none;
    border: 0;
    cursor: grab;
    touch-action: none;
  }

  .corner::after {
    content: '';
    box-sizing: border-box;
    display: block;
    width: 18px;
    height: 18px;
    margin: auto;
    background: #ffd43b;
    border: 2px solid #241c00;
    border-radius: 50%;
  }

  .tools-row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin: 12px 0;
  }

  .chips.places {
    flex-wrap: wrap;
    margin-bottom: 12px;
  }

  .wrong {
    color: var(--danger);
  }

  .swatch {
    flex: none;
    width: 20px;
    height: 20px;
    margin-inline-start: 8px;
    background: rgb(87 199 184 / 40%);
    border: 2px solid var(--accent);
    border-radius: 6px;
  }

  .swatch.ignore {
    background: var(--surface-raised);
    border: 2px dashed var(--text-muted);
  }
`;
