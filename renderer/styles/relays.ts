import { css } from 'lit';

/** Media servers, in a card. */
export const relayStyles = css`
  .address {
    font-family: ui-monospace, monospace;
    overflow-wrap: anywhere;
  }

  .standing.publishing {
    color: var(--good);
  }
`;
