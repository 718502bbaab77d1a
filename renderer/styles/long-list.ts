import { css } from 'lit';

/** A list that fetches more when its end comes into view, and says so there. */
export const longListStyles = css`
  .start,
  .end {
    min-height: 64px;
    padding: 12px 0 24px;
    text-align: center;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .link {
    min-height: 48px;
    padding: 8px 12px;
    font: inherit;
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--accent);
    background: none;
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
  }
`;
