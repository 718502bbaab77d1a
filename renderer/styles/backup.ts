import { css } from 'lit';

/** A card with fields and a button. */
export const backupStyles = css`
  .card {
    display: grid;
    gap: 14px;
    padding: 16px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow-wrap: anywhere;
  }

  .card h2,
  .card p,
  .card ul {
    margin: 0;
  }

  .card h2 {
    font-size: var(--text-large);
  }

  .muted {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }

  .changes {
    display: grid;
    gap: 8px;
    padding: 0;
    list-style: none;
  }

  .place {
    display: grid;
    gap: 8px;
    padding-top: 14px;
    border-top: 1px solid var(--line);
  }

  @media (max-width: 480px) {
    .place > .actions {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      --button-text: 0.8125rem;
    }
  }

  .place h3 {
    margin: 0;
    font-size: var(--text-body);
  }

  progress {
    width: 100%;
    height: 8px;
    accent-color: var(--accent);
  }

  .key {
    display: block;
    padding: 12px;
    font-family: monospace;
    overflow-wrap: anywhere;
    user-select: all;
    background: var(--background);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .good {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--good);
    font-weight: 600;
  }

  .good svg {
    flex: none;
    width: 24px;
    height: 24px;
  }

  .show {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--target);
  }

  .show input {
    flex: none;
    width: 22px;
    height: 22px;
    accent-color: var(--accent);
  }

  .changes b {
    display: block;
  }
`;
