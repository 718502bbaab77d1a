import { css } from 'lit';

/** Answers that a finger can hit. */
export const setupChoiceStyles = css`
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr));
    gap: 10px;
  }

  .choices.large {
    grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
  }

  .choice,
  .chip {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 56px;
    padding: 8px 16px;
    font: inherit;
    font-size: 1.0625rem;
    color: var(--text);
    text-align: start;
    background: var(--surface);
    border: 2px solid transparent;
    border-radius: var(--radius-small);
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  .large .choice {
    min-height: 64px;
    font-weight: 600;
  }

  .choice .label {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .choice small {
    display: block;
    margin-top: 2px;
    font-size: var(--text-body);
    font-weight: 400;
    color: var(--text-muted);
  }

  .choice[aria-pressed='true'],
  .chip[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--surface-raised);
  }

  .choice svg {
    color: var(--accent);
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .chip {
    min-height: 48px;
    font-size: var(--text-body);
  }

  @media (orientation: portrait) {
    .choice,
    .large .choice {
      min-height: 84px;
      font-size: 1.1875rem;
    }

    .choice small {
      font-size: 1.0625rem;
    }

    .chip {
      min-height: 60px;
      font-size: 1.0625rem;
    }
  }

  .field > span {
    font-size: var(--text-body);
  }

  .field > input:not([type='checkbox'], [type='radio']) {
    min-height: 60px;
    font-size: 1.25rem;
  }
`;
