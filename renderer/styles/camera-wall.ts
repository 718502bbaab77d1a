import { css } from 'lit';

/** Tiles of equal size, as many beside each other as have room; where `--wall-height` is set, no higher than that with all their rows. */
export const cameraWallStyles = css`
  :host {
    display: block;
    --gap: var(--wall-gap, 12px);
    --tile-height: calc((var(--wall-height, 100000px) - (var(--rows, 1) - 1) * var(--gap)) / var(--rows, 1));
    width: min(100%, calc(var(--tile-height) * 16 / 9 * var(--columns, 1) + (var(--columns, 1) - 1) * var(--gap)));
  }

  ul {
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: var(--gap);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    min-width: 0;
  }

  a {
    position: relative;
    display: block;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    color: #f4f6f5;
    text-decoration: none;
    background: #0b0f0e;
    border-radius: var(--radius);
    box-shadow: var(--shadow);
    touch-action: manipulation;
  }

  a:focus-visible {
    outline-offset: -5px;
  }

  a.add {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 8px;
    padding: 8px;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--accent);
    text-align: center;
    background: none;
    border: 2px dashed var(--line-strong);
    box-shadow: none;
  }

  a.add svg {
    width: 28px;
    height: 28px;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
    visibility: hidden;
  }

  canvas.painted {
    visibility: visible;
  }

  .starting canvas.painted ~ .sign,
  .lost canvas.painted ~ .sign svg {
    display: none;
  }

  .sign {
    position: absolute;
    inset: 0 0 20px;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 6px;
    padding: 8px;
    font-size: var(--text-body);
    text-align: center;
    color: #c9d0cd;
  }

  .sign svg {
    width: 28px;
    height: 28px;
  }

  .starting .sign svg {
    animation: turn 1.1s linear infinite;
  }

  .lost canvas.painted ~ .sign {
    inset: 8px 8px auto auto;
    padding: 3px 10px;
    font-weight: 650;
    color: #fff;
    background: #b91c1c;
    border-radius: 999px;
  }

  .name {
    position: absolute;
    left: 8px;
    bottom: 8px;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-width: calc(100% - 16px);
    padding: 4px 12px;
    font-size: var(--text-body);
    font-weight: 600;
    background: rgb(9 12 11 / 72%);
    border-radius: 999px;
  }

  .name > span:last-child {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .recording {
    display: grid;
    color: #ff6b62;
  }

  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .starting .sign svg {
      animation: none;
    }
  }

  @media (max-width: 640px) {
    ul {
      grid-template-columns: repeat(var(--narrow-columns, 1), minmax(0, 1fr));
    }
  }
`;
