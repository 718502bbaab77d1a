import { css } from 'lit';

/** Who may come in: cards under the bar. */
export const accessPageStyles = css`
  .cards {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding-bottom: 24px;
  }

  slot[name='session'],
  slot[name='mode'] {
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
