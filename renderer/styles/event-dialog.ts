import { css } from 'lit';
import { chipStyles } from './chips.ts';

export const eventDialogStyles = css`
  dialog {
    --dialog-width: 860px;
  }

  h2 small {
    display: block;
    font-size: var(--text-small);
    font-weight: 400;
    color: var(--text-muted);
  }

  video,
  .still {
    display: grid;
    place-items: center;
    width: 100%;
    max-height: calc(100dvh - 220px);
    aspect-ratio: 16 / 9;
    font-size: 2.4rem;
    color: #8c9692;
    background: #000;
  }

  .still > * {
    grid-area: 1 / 1;
  }

  .still img {
    width: 100%;
    height: 100%;
    min-height: 0;
    object-fit: contain;
  }

  .why,
  .note {
    margin: 0;
    padding: 12px 16px 0;
    font-size: var(--text-body);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .why {
    color: var(--text-muted);
  }

  .actions {
    justify-content: flex-start;
    padding: 12px 16px 16px;
  }

  .link {
    display: inline-flex;
    align-items: center;
    gap: 9px;
    min-height: var(--target);
    padding: 8px 14px;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--text);
    text-decoration: none;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }

  .choice {
    padding: 4px 16px 16px;
  }

  .choice p {
    margin: 8px 0;
    font-weight: 600;
  }

  ${chipStyles}

  .choice .chips {
    flex-wrap: wrap;
  }

  @media (max-width: 560px) {
    /* Two to a row: one under the other they would be a screen of their own. */
    .actions {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    }

    .link {
      justify-content: center;
      padding-inline: 8px;
    }
  }
`;
