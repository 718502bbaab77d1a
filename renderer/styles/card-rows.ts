import { css } from 'lit';

/** A list on a card: a line between its rows, and a sign before what each says. */
export const cardRowStyles = css`
  ul {
    margin: 0 0 12px;
    padding: 0 14px;
    list-style: none;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  li {
    display: flex;
    gap: 12px;
  }

  li + li {
    border-top: 1px solid var(--line);
  }

  .sign {
    display: grid;
    flex: none;
    padding-top: 1px;
  }

  .what {
    flex: 1;
    min-width: 0;
  }
`;
