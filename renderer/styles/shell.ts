import { css } from 'lit';

export const shellStyles = css`
  :host {
    display: block;
    min-height: 100dvh;
    --tab-bar: calc(60px + env(safe-area-inset-bottom));
    /* What is fixed to the bottom of the window stands above it. */
    --bottom-bar: var(--tab-bar);
    --side-bar: 0px;
  }

  .skip {
    position: fixed;
    z-index: 30;
    top: 8px;
    left: 8px;
    padding: 14px 18px;
    border-radius: var(--radius-small);
    background: var(--accent);
    color: var(--on-accent);
  }

  .skip:not(:focus) {
    clip-path: inset(50%);
  }

  .places {
    position: fixed;
    z-index: 15;
    inset: auto 0 0;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    height: var(--tab-bar);
    padding: 0 env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    background: var(--surface);
    border-top: 1px solid var(--line);
  }

  .places a:not(.skip) {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 2px;
    min-width: 0;
    padding: 4px 2px;
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.2;
    color: var(--text-muted);
    text-align: center;
    text-decoration: none;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
    transition: color 150ms;
  }

  /* A word that is as long as a fourth of the smallest phones. */
  @media (max-width: 359px) {
    .places a:not(.skip) {
      padding: 4px 0;
      font-size: 0.6875rem;
    }
  }

  .places svg {
    width: 24px;
    height: 24px;
  }

  .places a:focus-visible {
    outline-offset: -4px;
    border-radius: var(--radius-small);
  }

  .places a[aria-current='page'] {
    color: var(--accent);
  }

  .places a:hover {
    color: var(--text);
  }

  .places a[aria-current='page']:hover {
    color: var(--accent-strong);
  }

  .page {
    padding-bottom: var(--bottom-bar);
  }

  .page > .leaving {
    display: none;
  }

  /* Cheaper than to take its boxes away, which comes with it. */
  @supports (content-visibility: hidden) {
    .page > .leaving {
      content-visibility: hidden;
      position: absolute;
      display: block;
      pointer-events: none;
    }
  }

  .page > main {
    display: grid;
    place-content: center;
    min-height: 70dvh;
    padding: 16px;
  }

  /* A rail where there is width to spare, and where there is no height to spare. */
  @media (min-width: 900px), (orientation: landscape) and (max-height: 560px) {
    :host {
      --bottom-bar: 0px;
      --side-bar: calc(96px + env(safe-area-inset-left));
    }

    .places {
      inset: 0 auto 0 0;
      grid-auto-flow: row;
      grid-auto-rows: minmax(56px, 76px);
      grid-auto-columns: auto;
      align-content: start;
      width: var(--side-bar);
      height: auto;
      padding: max(12px, env(safe-area-inset-top)) 6px 6px calc(6px + env(safe-area-inset-left));
      border-top: 0;
      border-right: 1px solid var(--line);
    }

    .places a {
      border-radius: var(--radius-small);
    }

    .places a[aria-current='page'] {
      background: var(--surface-raised);
    }

    .page {
      margin-left: var(--side-bar);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .places a:not(.skip) {
      transition: none;
    }
  }
`;
