import { css } from 'lit';

export const dashboardStyles = css`
  :host {
    display: block;
    max-width: 1440px;
    margin: 0 auto;
    padding: 0 20px calc(14px + env(safe-area-inset-bottom));
  }

  petlog-open-notice {
    padding: 0 4px 12px;
  }

  .skip {
    position: absolute;
    z-index: 30;
    top: 8px;
    left: 8px;
    padding: 14px 18px;
    border-radius: var(--radius-small);
    background: var(--accent);
    color: var(--on-accent);
  }

  .skip:not(:focus) {
    clip-path: inset(50%);
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 24px;
    min-height: 68px;
    padding: 8px 0;
  }

  .brand {
    min-width: 0;
    display: flex;
    align-items: center;
    gap: 12px;
    margin-right: auto;
  }

  .brand img {
    width: 36px;
    height: 36px;
  }

  h1 {
    margin: 0;
    font-size: 1.3rem;
    font-weight: 700;
    letter-spacing: -0.015em;
    overflow-wrap: anywhere;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
  }

  .ways > * {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 48px;
    padding: 8px 14px;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--accent);
    text-decoration: none;
    border-radius: var(--radius-small);
  }

  .ways button {
    font-family: inherit;
    line-height: inherit;
    background: none;
    border: 0;
    cursor: pointer;
  }

  .ways > *:hover {
    background: var(--surface-raised);
  }

  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 304px;
    gap: 20px;
    align-items: start;
  }

  .watch,
  aside {
    display: grid;
    gap: 16px;
  }

  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
    padding: 0 4px;
    font-size: var(--text-small);
    white-space: nowrap;
  }

  .links a {
    display: inline-flex;
    align-items: center;
    min-height: 48px;
    color: var(--text-muted);
  }

  /* Beside the controls: a message must not take a press that was meant for them. */
  petlog-messages {
    left: auto;
    right: max(20px, calc((100vw - 1440px) / 2 + 20px));
    width: 304px;
  }

  @media (min-width: 1021px) {
    .links {
      display: grid;
      grid-template-columns: repeat(2, max-content);
    }
  }

  @media (max-width: 1020px) {
    main {
      grid-template-columns: minmax(0, 1fr);
    }

    petlog-messages {
      inset: calc(16px + env(safe-area-inset-top)) 16px auto;
      width: auto;
    }
  }

  @media (max-width: 640px) {
    :host {
      padding-inline: 0;
    }

    .top {
      gap: 10px;
      padding: 10px 16px;
    }

    petlog-open-notice {
      padding: 0 16px 10px;
    }

    .brand {
      flex: 1 1 auto;
    }

    .ways > * {
      padding-inline: 8px;
    }

    .top petlog-indicators {
      flex: 1 1 100%;
    }

    .watch > :not(.viewer),
    aside {
      margin-inline: 16px;
    }
  }
`;
