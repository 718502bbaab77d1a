import { css } from 'lit';

/** The code for the Home app, and what stands around it. */
export const homekitStyles = css`
  h2 {
    margin: 0 0 8px;
    font-size: var(--text-large);
  }

  ol,
  ul {
    margin: 0;
    padding-left: 24px;
  }

  li + li {
    margin-top: 4px;
  }

  .card .standing {
    margin: 12px 0 0;
  }

  .card .muted {
    margin: 12px 0 0;
    color: var(--text-muted);
  }

  .pairing {
    display: grid;
    grid-template-columns: minmax(160px, 240px) minmax(0, 1fr);
    gap: 16px 24px;
    align-items: start;
  }

  .code {
    margin: 0;
    font-size: 1.75rem;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.04em;
  }

  @media (max-width: 559px) {
    .pairing {
      grid-template-columns: minmax(0, 1fr);
    }

    petlog-qr-code {
      width: min(100%, 240px);
      margin: 0 auto;
    }
  }
`;
