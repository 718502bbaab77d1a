import { css } from 'lit';

export const alertsPageStyles = css`
  .content {
    grid-template-columns: minmax(0, 1fr);
  }

  petlog-undo-bar {
    position: sticky;
    bottom: var(--bottom-bar, 0px);
  }
`;
