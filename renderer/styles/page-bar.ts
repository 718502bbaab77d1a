import { css } from 'lit';

/** What fills a page or the kiosk's screen: at the top the way back, the title and the tools. */
export const pageBarStyles = css`
  :host {
    display: block;
    --page: var(--background);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 10px;
    padding: 10px 0;
  }

  .heading {
    display: flex;
    flex: 1 1 auto;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
    min-width: 0;
  }

  h1 {
    margin: 0;
    font-size: 1.3rem;
    font-weight: 700;
    letter-spacing: -0.015em;
  }

  .count {
    font-size: var(--text-small);
    color: var(--text-muted);
    white-space: nowrap;
  }
`;
