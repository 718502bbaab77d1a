import { css } from 'lit';

/** As `stripLayout` has it: bands and marks in the upper 48 pixels, the clock below. */
export const timelineStripStyles = css`
  :host {
    position: relative;
    display: block;
    padding: 0 10px;
    --strip-kept: var(--accent);
    --strip-empty: var(--line);
  }

  .line {
    position: relative;
    height: 74px;
    cursor: pointer;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-tap-highlight-color: transparent;
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }

  .dim canvas {
    opacity: 0.45;
  }

  .part {
    position: absolute;
    top: 7px;
    height: 28px;
    border-radius: 5px;
    background: var(--danger);
    pointer-events: none;
  }

  .handle {
    position: absolute;
    top: -3px;
    display: grid;
    place-items: center;
    width: 48px;
    height: 48px;
    left: 0;
    margin-left: -24px;
    border-radius: 50%;
    /* It moves with each frame: nothing else is laid out or painted for it. */
    will-change: transform;
    contain: layout;
  }

  .handle::after {
    content: '';
    box-sizing: border-box;
    width: 22px;
    height: 22px;
    border-radius: 50%;
    background: #fff;
    border: 3px solid var(--accent);
    box-shadow: 0 1px 5px rgb(0 0 0 / 40%);
  }

  .handle.start::after,
  .handle.end::after {
    width: 14px;
    height: 36px;
    border-color: var(--danger);
    border-radius: 6px;
  }

  .handle.outside::after {
    opacity: 0.5;
  }

  /* A finger that holds it needs no ring. */
  .held:focus-visible {
    outline: none;
  }

  .held::after {
    transform: scale(1.2);
  }

  .bubble {
    position: absolute;
    z-index: 6;
    bottom: calc(100% + 2px);
    left: 10px;
    width: 168px;
    height: 97px;
    will-change: transform;
    contain: strict;
    overflow: hidden;
    color: #fff;
    background: #0c100f;
    border: 2px solid #fff;
    border-radius: var(--radius-small);
    box-shadow: 0 6px 24px rgb(0 0 0 / 45%);
    pointer-events: none;
  }

  .bubble petlog-moment-picture,
  .bubble p {
    width: 100%;
    height: 100%;
  }

  .bubble p {
    display: grid;
    place-content: center;
    margin: 0;
    padding: 0 10px 20px;
    text-align: center;
    font-size: var(--text-small);
    color: #bac3bf;
  }

  .bubble b {
    display: block;
  }

  .bubble span {
    position: absolute;
    inset: auto 0 0 0;
    padding: 2px 8px;
    text-align: center;
    font-size: var(--text-small);
    font-weight: 600;
    background: rgb(9 12 11 / 70%);
  }
`;
