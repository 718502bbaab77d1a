import { css } from 'lit';

export const recentRecordingsStyles = css`
  header {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
  }

  header span,
  .detail {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  ul {
    margin: 0 -8px -8px;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
  }

  li + li {
    border-top: 1px solid var(--line);
  }

  button,
  a.download {
    display: flex;
    align-items: center;
    min-height: 56px;
    padding: 6px 8px;
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
  }

  button.play {
    flex: 1;
    gap: 10px;
    min-width: 0;
    text-align: start;
  }

  .picture {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    width: 80px;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    background: var(--surface-raised);
    border-radius: var(--radius-small);
  }

  .sign {
    position: relative;
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    font-size: 0.75rem;
    color: #f2f4f3;
    background: rgb(9 12 11 / 62%);
    border-radius: 50%;
  }

  /* More than beside the picture, where there is room. */
  @media (max-width: 1099px) {
    .picture {
      width: clamp(64px, 25vw, 112px);
    }
  }

  .words {
    min-width: 0;
  }

  button:hover,
  a.download:hover {
    background: var(--surface-raised);
  }

  .title {
    display: block;
    font-size: var(--text-body);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .detail {
    display: block;
    font-variant-numeric: tabular-nums;
  }

  a.download {
    justify-content: center;
    width: 48px;
    color: var(--text-muted);
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 16px 8px 20px;
    text-align: center;
  }

  .empty svg {
    font-size: 1.6rem;
    color: var(--text-muted);
  }

  .empty p {
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .empty strong {
    font-size: var(--text-body);
    font-weight: 600;
  }

  .empty button {
    color: var(--accent);
    font-weight: 600;
    min-height: 48px;
    padding: 6px 16px;
  }

  a.all {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 48px;
    margin: 12px -8px -8px;
    padding: 6px 8px;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--accent);
    text-decoration: none;
    border-radius: var(--radius-small);
  }

  a.all:hover {
    background: var(--surface-raised);
  }

  a.all svg {
    transform: scaleX(-1);
  }
`;
