import { css } from 'lit';

/** What stands in the place of content: nothing there yet, not for everyone, or not to be had. */
export const emptyStateStyles = css`
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
`;
