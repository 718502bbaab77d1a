import { css } from 'lit';

/** Cards of words, steps and a button. */
export const phonePageStyles = css`
  .card {
    margin-bottom: 16px;
    padding: 16px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow-wrap: anywhere;
  }

  .card h2 {
    margin: 0 0 8px;
    font-size: var(--text-large);
  }

  .card h3 {
    margin: 16px 0 4px;
    font-size: var(--text-body);
  }

  .card ol {
    margin: 0;
    padding-left: 24px;
  }

  .card li + li {
    margin-top: 4px;
  }

  .card ol + p {
    margin-top: 12px;
  }

  .card .link {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: var(--target);
    color: var(--accent);
    font-weight: 600;
  }

  .card svg {
    flex: none;
    width: 24px;
    height: 24px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .good {
    display: flex;
    gap: 8px;
    color: var(--good);
    font-weight: 600;
  }
`;
