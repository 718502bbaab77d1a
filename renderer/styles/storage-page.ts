import { css } from 'lit';

export const storagePageStyles = css`
  .settings {
    display: flex;
    margin-top: 14px;
  }

  h2 {
    margin: 0 0 4px;
    font-size: var(--text-large);
  }

  .hint {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(200px, calc(50% - 6px)), 1fr));
    gap: 12px;
  }

  .rows {
    margin-bottom: 0;
  }
`;
