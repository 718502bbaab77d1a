import { css } from 'lit';

/** Pages about who may come in: a bar with the way back and the title, then cards. */
export const accessPageStyles = css`
  :host {
    display: block;
    --page: var(--background);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    padding: 10px 0;
  }

  .heading {
    display: flex;
    flex: 1 1 auto;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
    min-width: 0;
  }

  h1 {
    margin: 0;
    font-size: 1.3rem;
    font-weight: 700;
    letter-spacing: -0.015em;
  }

  .count {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .cards {
    display: grid;
    gap: 16px;
    padding-bottom: 24px;
  }

  .notice {
    display: flex;
    gap: 10px;
    margin: 0;
    padding: 12px 14px;
    font-size: var(--text-body);
    background: var(--warning-surface);
    border-radius: var(--radius-small);
  }

  .notice svg {
    margin-top: 2px;
    color: var(--warning);
  }

  slot[name='session'] {
    display: block;
  }

  .state {
    display: grid;
    justify-items: center;
    gap: 6px;
    padding: 56px 16px;
    text-align: center;
  }

  .state > svg {
    font-size: 2.2rem;
    color: var(--text-muted);
  }

  .state strong {
    font-size: var(--text-large);
    font-weight: 600;
  }

  .state p {
    max-width: 30rem;
    margin: 0 0 8px;
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  @media (min-width: 980px) {
    .cards {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      align-items: start;
    }

    .cards > .wide {
      grid-column: 1 / -1;
    }
  }
`;
