import { css } from 'lit';

/** A page of its own beside the live picture, with a link back. */
export const pageStyles = css`
  :host {
    display: block;
    max-width: var(--page-width, 1080px);
    margin: 0 auto;
    padding: max(4px, env(safe-area-inset-top)) 20px 0;
  }

  /* What ends the page stands at the end of the window, where what comes late hardly moves it. */
  main {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    min-height: calc(100dvh - var(--bottom-bar, 0px) - max(4px, env(safe-area-inset-top)));
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

  /* What comes late pushes it down before it is seen. */
  petlog-open-notice {
    padding: 8px 4px;
    animation: appear 1ms 1s backwards;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  @media (max-width: 640px) {
    :host {
      padding-inline: 16px;
    }

    /* The title has the room; the word is for who does not see the arrow. */
    .link[slot='back'] {
      justify-content: center;
      min-width: 48px;
      margin-inline-start: -14px;
      padding: 8px;
    }

    .link[slot='back'] svg {
      width: 1.6em;
      height: 1.6em;
    }

    .link[slot='back'] span {
      position: absolute;
      clip-path: inset(50%);
      width: 1px;
      height: 1px;
      overflow: hidden;
    }
  }
`;
