import { css } from 'lit';

export const petsPageStyles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    margin-top: 16px;
  }

  section h2 {
    margin: 0;
    font-size: var(--text-large);
    font-weight: 650;
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }

  .hint {
    margin: 0;
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  petlog-undo-bar {
    position: sticky;
    bottom: var(--bottom-bar, 0px);
  }
`;
