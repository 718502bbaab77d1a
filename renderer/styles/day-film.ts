import { css } from 'lit';

/** The film of a day: a card with its picture. */
export const dayFilmStyles = css`
  :host {
    display: block;
    margin: 8px 0 16px;
  }

  .card {
    display: grid;
    gap: 8px;
    max-width: 560px;
    padding: 12px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  h2 {
    margin: 0;
    font-size: var(--text-body);
    font-weight: 650;
  }

  p {
    margin: 0;
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  .problem {
    color: var(--danger);
  }

  video {
    display: block;
    width: 100%;
    max-height: 45dvh;
    aspect-ratio: 16 / 9;
    background: #000;
    border-radius: var(--radius-small);
  }

  progress {
    width: 100%;
    height: 14px;
    accent-color: var(--accent);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
