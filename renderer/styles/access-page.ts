import { css } from 'lit';

/** Who may come in: cards under the bar. */
export const accessPageStyles = css`
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
