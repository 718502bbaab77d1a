import { css } from 'lit';

/** Lists of devices, people and tokens: a row each, with what can be done at its end. */
export const accessStyles = css`
  .card > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-bottom: 8px;
  }

  .card h2 {
    margin: 0;
    font-size: var(--text-large);
  }

  .card header p {
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .card header > div {
    flex: 1 1 220px;
    min-width: 0;
  }

  ul {
    margin: 0 -4px;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 64px;
    padding: 6px 4px;
  }

  li + li {
    border-top: 1px solid var(--line);
  }

  .sign {
    display: grid;
    place-items: center;
    flex: none;
    width: 40px;
    height: 40px;
    color: var(--accent);
    background: var(--surface-raised);
    border-radius: 50%;
  }

  .what {
    flex: 1;
    min-width: 0;
  }

  .name {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    font-size: var(--text-body);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .detail {
    font-size: var(--text-small);
    color: var(--text-muted);
    overflow-wrap: anywhere;
  }

  .tag {
    padding: 1px 8px;
    font-size: 0.75rem;
    font-weight: 600;
    color: var(--text-muted);
    border: 1px solid var(--line);
    border-radius: 999px;
    white-space: nowrap;
  }

  .tag.current {
    color: var(--on-accent);
    background: var(--accent);
    border-color: transparent;
  }

  .tools {
    display: flex;
    flex: none;
  }

  .round {
    display: grid;
    place-items: center;
    flex: none;
    width: 48px;
    height: 48px;
    padding: 0;
    font-size: 1rem;
    color: var(--text-muted);
    background: none;
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
    touch-action: manipulation;
  }

  .round:hover {
    color: var(--text);
    background: var(--surface-raised);
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 20px 12px 24px;
    text-align: center;
  }

  .empty svg {
    font-size: 1.6rem;
    color: var(--text-muted);
  }

  .empty strong {
    font-size: var(--text-body);
    font-weight: 600;
  }

  .empty p {
    max-width: 30rem;
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }
`;

/** Which of a few, as buttons side by side. */
export const choiceStyles = css`
  .choice {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 8px;
  }

  .choice button {
    display: grid;
    gap: 2px;
    align-content: center;
    min-height: var(--target);
    padding: 8px 12px;
    font: inherit;
    color: var(--text);
    text-align: start;
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    cursor: pointer;
    touch-action: manipulation;
  }

  .choice button b {
    font-weight: 600;
  }

  .choice button small {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .choice button[aria-pressed='true'] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    background: color-mix(in srgb, var(--accent) 9%, var(--surface));
  }

  .choice button:disabled {
    opacity: 0.6;
    cursor: default;
  }

  .cameras {
    display: grid;
    gap: 0;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .cameras label {
    display: flex;
    gap: 12px;
    align-items: center;
    min-height: var(--target);
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .cameras input {
    flex: none;
    width: 22px;
    height: 22px;
    margin: 0;
    accent-color: var(--accent);
  }

  .hint {
    font-size: var(--text-small);
    color: var(--text-muted);
  }
`;
