import { css } from 'lit';

/** What the setup has found out, and where PetLog can be reached. */
export const setupFactStyles = css`
  .fact {
    display: flex;
    gap: 12px;
    align-items: flex-start;
  }

  .fact svg {
    font-size: 1.3rem;
    color: var(--warning);
  }

  .fact.good svg,
  .storage .fact svg {
    color: var(--good);
  }

  .addresses {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    font-size: 1.25rem;
    font-weight: 600;
    list-style: none;
    overflow-wrap: anywhere;
  }

  .path,
  code {
    font-family: ui-monospace, 'DejaVu Sans Mono', 'Liberation Mono', monospace;
    font-size: 0.95em;
    color: #fff;
    overflow-wrap: anywhere;
  }

  dl {
    display: grid;
    gap: 4px;
  }

  dt {
    margin-top: 8px;
    font-weight: 650;
  }

  dd:has(petlog-button) {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 20px;
    align-items: center;
  }

  dd > span {
    flex: 1 1 320px;
  }

  dd petlog-button {
    flex: none;
    --button-height: 56px;
  }

  .numbers-of {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
    gap: 16px 32px;
    --target: 56px;
  }

  .address {
    display: grid;
    grid-template-columns: min(260px, 100dvh - 266px) minmax(0, 1fr);
    gap: 24px;
    align-items: center;
  }

  .address > div {
    display: grid;
    gap: 8px;
  }

  .link {
    font-size: 1.5rem;
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  @media (orientation: portrait) {
    .address {
      grid-template-columns: minmax(0, 1fr);
      justify-items: center;
      text-align: center;
    }

    .address petlog-qr-code {
      width: min(100%, 480px);
    }
  }
`;
