import { css } from 'lit';

export const activityStyles = css`
  :host {
    --page-width: 760px;
  }

  @media (min-width: 1100px) {
    :host {
      --page-width: 1080px;
    }
  }

  .day {
    display: flex;
    align-items: center;
  }

  .day button {
    display: grid;
    place-items: center;
    width: var(--target);
    height: var(--target);
    padding: 0;
    font-size: 1.1rem;
    color: var(--accent);
    background: none;
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
  }

  .day button:disabled {
    color: var(--text-muted);
    opacity: 0.4;
    cursor: default;
  }

  .day label {
    position: relative;
    display: grid;
    place-items: center;
    min-height: var(--target);
    padding: 0 8px;
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--accent);
  }

  /* The browser's own calendar opens from the words. */
  .day input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .day input::-webkit-calendar-picker-indicator {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    cursor: pointer;
  }

  .day label:focus-within {
    outline: 3px solid var(--accent);
    outline-offset: -4px;
    border-radius: var(--radius-small);
  }

  /* Beside each other where there is room: who, where, which camera. */
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 32px;
    margin-bottom: 8px;
  }

  .filters:empty {
    margin: 0;
  }

  .filters > .chips {
    min-width: 0;
    max-width: 100%;
  }

  .summary {
    margin: 8px 0 16px;
  }

  .summary p {
    margin: 0 0 4px;
    font-size: var(--text-body);
  }

  petlog-hour-strip {
    margin-top: 8px;
  }

  .kept {
    margin-inline-start: auto;
    padding-inline-end: 8px;
    color: var(--accent);
  }

  .lasting .what .numbers {
    color: var(--accent);
    font-weight: 600;
  }

  .end {
    min-height: 48px;
    margin: 0;
    text-align: center;
    color: var(--text-muted);
  }

  .nobody {
    padding: 8px 4px 16px;
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  .nobody p {
    margin: 0 0 8px;
  }

  .nobody b {
    color: var(--text);
  }

  petlog-undo-bar {
    position: sticky;
    bottom: var(--bottom-bar, 0px);
  }

  .question {
    display: grid;
    gap: 8px;
    margin-bottom: 12px;
    padding: 16px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .question h2,
  .question p {
    margin: 0;
  }

  .question h2 {
    font-size: var(--text-large);
    font-weight: 600;
  }

  .question p {
    color: var(--text-muted);
  }

  .question .answers {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
    max-width: 30rem;
  }
`;
