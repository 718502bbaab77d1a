import { css } from 'lit';

/** What happened or was recorded, one picture after another. */
export const dayListStyles = css`
  h2 {
    margin: 8px 0;
    font-size: var(--text-body);
    font-weight: 650;
  }

  ul {
    display: grid;
    gap: 8px;
    margin: 0 0 16px;
    padding: 0;
    list-style: none;
  }

  li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 96px;
  }

  /* Those that are seen at once have their own height from the beginning. */
  li:nth-child(-n + 8) {
    content-visibility: visible;
  }

  li button:focus-visible {
    outline-offset: -3px;
  }

  li button {
    display: flex;
    align-items: center;
    gap: 16px;
    width: 100%;
    padding: 8px;
    font: inherit;
    color: inherit;
    text-align: start;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  li button:hover {
    border-color: var(--line-strong);
  }

  .picture {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    width: min(160px, 40%);
    aspect-ratio: 16 / 9;
    overflow: hidden;
    font-size: 1.4rem;
    color: var(--text-muted);
    background: var(--surface-raised);
    border-radius: var(--radius-small);
  }

  .what {
    display: grid;
    gap: 2px;
    min-width: 0;
    font-size: var(--text-body);
    overflow-wrap: anywhere;
  }

  .what b {
    font-size: var(--text-large);
    font-weight: 600;
  }

  .what span {
    color: var(--text-muted);
  }

  .more {
    display: block;
    min-height: 48px;
    margin: 0 auto 24px;
    padding: 8px 16px;
    font: inherit;
    font-weight: 600;
    color: var(--accent);
    background: none;
    border: 0;
    cursor: pointer;
  }

  @media (min-width: 1100px) {
    ul {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
