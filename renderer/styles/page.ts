import { css } from 'lit';

/** A page of its own beside the live picture, with a link back. */
export const pageStyles = css`
  :host {
    display: block;
    max-width: var(--page-width, 1080px);
    margin: 0 auto;
    padding: max(4px, env(safe-area-inset-top)) 20px 0;
  }

  .link {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 48px;
    padding: 8px 14px 8px 6px;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--accent);
    text-decoration: none;
    border-radius: var(--radius-small);
  }

  .link svg {
    width: 1.25em;
    height: 1.25em;
  }

  .link:hover {
    background: var(--surface-raised);
  }

  petlog-open-notice {
    padding: 8px 4px 24px;
  }

  @media (max-width: 640px) {
    :host {
      padding-inline: 16px;
    }
  }
`;
