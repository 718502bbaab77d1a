import { css } from 'lit';
import { problemStyles } from './problem.ts';

export const setupStyles = css`
  dialog {
    width: 100vw;
    max-width: none;
    height: 100dvh;
    max-height: none;
    padding: 0;
    overflow: hidden;
    color: var(--text);
    background: #14201f;
    border: 0;
    --button-height: 60px;
    --button-text: 1.0625rem;
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
  }

  header,
  footer {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding: 8px 24px;
  }

  footer {
    border-top: 1px solid #2f3b39;
  }

  footer petlog-button {
    flex: 0 1 auto;
    min-width: 150px;
  }

  .away {
    --button-height: 48px;
    --button-text: var(--text-body);
  }

  .progress {
    display: grid;
    flex: 0 1 320px;
    gap: 6px;
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  .marks {
    display: flex;
    gap: 5px;
  }

  .marks i {
    flex: 1;
    height: 5px;
    background: #3a4644;
    border-radius: 3px;
  }

  .marks i.past {
    background: var(--accent);
  }

  main {
    display: grid;
    gap: 12px;
    align-content: start;
    width: min(100%, 960px);
    margin-inline: auto;
    padding: 2px 24px 12px;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  h1,
  h2,
  p,
  dl,
  dd {
    margin: 0;
  }

  h1 {
    font-size: 1.6rem;
    font-weight: 650;
    line-height: 1.2;
    outline: none;
  }

  h2 {
    font-size: var(--text-large);
    font-weight: 650;
  }

  .hint,
  .fact,
  .room,
  dd {
    font-size: 1.0625rem;
    color: #d5dcd9;
  }

  .muted {
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  .wrong {
    font-weight: 600;
    color: var(--danger);
  }

  ${problemStyles}

  @media (orientation: portrait) {
    dialog {
      --button-height: 84px;
      --button-text: 1.1875rem;
    }

    header {
      padding-top: 24px;
    }

    footer {
      padding-block: 18px 24px;
    }

    footer petlog-button {
      flex: 1 1 0;
    }

    main {
      gap: 20px;
      padding-top: 16px;
    }

    h1 {
      font-size: 2rem;
    }

    .hint,
    .fact,
    .room,
    dd {
      font-size: 1.25rem;
    }

    .muted {
      font-size: 1.0625rem;
    }
  }
`;
