import { css } from 'lit';

export const firstDeviceStyles = css`
  :host {
    position: absolute;
    z-index: 30;
    inset: 0;
    display: block;
    overflow: auto;
    background: #14201f;
    --button-height: 60px;
  }

  main {
    display: grid;
    min-height: 100%;
    padding: 20px 24px;
  }

  h1,
  h2,
  p {
    margin: 0;
  }

  h1 {
    font-size: 1.5rem;
    font-weight: 650;
    line-height: 1.25;
  }

  h2 {
    margin-top: 10px;
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--text-muted);
  }

  p {
    font-size: 1.0625rem;
    color: #d5dcd9;
  }

  .code {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 28px;
    align-items: center;
  }

  petlog-qr-code {
    width: min(100%, 100vh - 48px, 420px);
    justify-self: center;
  }

  .none {
    display: grid;
    justify-items: center;
    gap: 10px;
    text-align: center;
  }

  .none svg {
    font-size: 2.6rem;
  }

  .words {
    display: grid;
    gap: 6px;
    justify-items: start;
  }

  .by-hand {
    overflow-wrap: anywhere;
  }

  .digits {
    font-size: 3.25rem;
    font-weight: 700;
    line-height: 1.15;
    color: #fff;
    white-space: nowrap;
  }

  .digits span:last-child {
    margin-left: 0.35em;
  }

  .left {
    color: var(--text-muted);
  }

  .tries {
    display: flex;
    gap: 8px;
    align-items: center;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--warning);
  }

  .later {
    margin-top: 8px;
  }

  .page {
    place-content: center;
    justify-items: center;
    gap: 12px;
    text-align: center;
  }

  .page p {
    max-width: 34rem;
  }

  .sign {
    display: grid;
    font-size: 3.5rem;
    color: var(--accent);
  }

  .page.warning .sign {
    color: var(--warning);
  }

  .page.check .sign {
    color: var(--good);
  }

  .page.spinner .sign svg {
    animation: turn 1s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    justify-content: center;
    margin-top: 12px;
  }

  .buttons .later {
    margin: 0;
  }

  @media (orientation: portrait) {
    .code {
      grid-template-columns: minmax(0, 1fr);
      gap: 24px;
      align-content: center;
    }

    petlog-qr-code {
      width: min(100%, 520px);
    }

    .words {
      justify-items: center;
      gap: 10px;
      text-align: center;
    }

    h1 {
      font-size: 2rem;
    }

    p {
      font-size: 1.25rem;
    }

    .digits {
      font-size: 5rem;
    }

    :host {
      --button-height: 84px;
      --button-text: 1.1875rem;
    }
  }
`;
