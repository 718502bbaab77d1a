import { css } from 'lit';

/** What went wrong, beside what it is about. */
export const problemStyles = css`
  .problem {
    display: flex;
    gap: 10px;
    padding: 10px 14px;
    background: var(--danger-surface);
    border-radius: var(--radius-small);
    overflow-wrap: anywhere;
  }

  .problem svg {
    margin-top: 1px;
    color: var(--danger);
  }
`;
