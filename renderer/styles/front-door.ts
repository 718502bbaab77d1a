import { css } from 'lit';

export const frontDoorStyles = css`
  :host {
    display: grid;
    min-height: 100dvh;
    padding: 16px;
    place-items: center;
  }

  main {
    display: grid;
    gap: 18px;
    width: min(440px, 100%);
    margin-block: auto;
    padding: 24px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 12px;
    font-weight: 700;
    font-size: 1.1rem;
    letter-spacing: -0.015em;
  }

  .brand .name {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .brand petlog-language-switch {
    margin-inline-start: auto;
    font-weight: 400;
    letter-spacing: normal;
  }

  h1 {
    margin: 0 0 4px;
    font-size: 1.35rem;
    line-height: 1.25;
    letter-spacing: -0.015em;
  }

  p,
  ul {
    margin: 0;
    font-size: var(--text-body);
  }

  .muted,
  .hint {
    color: var(--text-muted);
  }

  .hint {
    font-size: var(--text-small);
  }

  ul {
    display: grid;
    gap: 4px;
    padding-left: 20px;
    color: var(--text-muted);
  }

  .banner {
    display: flex;
    gap: 12px;
    padding: 12px 14px;
    background: var(--warning-surface);
    border-radius: var(--radius-small);
  }

  .banner strong {
    display: block;
    font-size: var(--text-body);
  }

  .banner svg {
    margin-top: 2px;
    color: var(--warning);
  }

  .ways {
    display: grid;
    grid-template-columns: 1fr 1fr;
    padding: 4px;
    background: var(--surface-raised);
    border-radius: var(--radius);
  }

  .ways button {
    min-height: var(--target);
    padding: 6px;
    font: inherit;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--text-muted);
    background: none;
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
    touch-action: manipulation;
  }

  .ways button[aria-pressed='true'] {
    color: var(--text);
    background: var(--surface);
    box-shadow: var(--shadow);
  }

  form {
    display: grid;
    gap: 14px;
  }

  input.code {
    font-size: 1.7rem;
    font-weight: 650;
    letter-spacing: 0.3em;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }

  petlog-button {
    display: flex;
    --button-height: 52px;
  }

  .link {
    justify-self: start;
    min-height: var(--target);
    padding: 8px 0;
    font: inherit;
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--accent);
    background: none;
    border: 0;
    cursor: pointer;
  }

  /* A low screen, such as a wall panel: two columns, so that nothing has to be scrolled. */
  @media (max-height: 620px) and (min-width: 700px) {
    main {
      grid-template-columns: 1fr 1fr;
      align-items: start;
      gap: 12px 28px;
      width: min(860px, 100%);
    }

    #device-hint {
      display: none;
    }
  }

  .about,
  .entry {
    display: grid;
    gap: 18px;
  }

  @media (max-width: 480px) {
    :host {
      padding: 0;
      place-items: stretch;
      background: var(--surface);
    }

    main {
      align-content: start;
      margin-block: 0;
      width: 100%;
      border: 0;
      border-radius: 0;
      box-shadow: none;
      padding: 20px 16px calc(24px + env(safe-area-inset-bottom));
    }
  }
`;
