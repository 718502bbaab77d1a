import { css } from 'lit';
import { iconButton } from './icon-button.ts';

/** Lists of alerts on cards: channels, rules, and what was sent. */
export const alertListStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-bottom: 8px;
  }

  header > div {
    flex: 1 1 220px;
    min-width: 0;
  }

  h2 {
    margin: 0;
    font-size: var(--text-large);
    font-weight: 650;
  }

  header p,
  .hint {
    margin: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    padding: 8px 0;
  }

  li + li {
    border-top: 1px solid var(--line);
  }

  .row,
  .phones li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: var(--target);
  }

  .sign {
    display: grid;
    flex: none;
    place-items: center;
    width: 40px;
    height: 40px;
    color: var(--accent);
    background: var(--surface-raised);
    border-radius: 50%;
  }

  .what {
    display: grid;
    flex: 1 1 150px;
    gap: 2px;
    min-width: 0;
    font-size: var(--text-small);
    color: var(--text-muted);
    overflow-wrap: anywhere;
  }

  .what b {
    font-size: var(--text-body);
    font-weight: 600;
    color: var(--text);
  }

  .what em {
    font-style: normal;
    font-weight: 600;
    color: var(--accent);
  }

  .tools {
    display: flex;
    flex: none;
    align-items: center;
    margin-left: auto;
  }

  .tools > button,
  .opens {
    ${iconButton}
    color: var(--text-muted);
  }

  .tools > button:hover {
    color: var(--text);
    background: var(--surface-raised);
  }

  .phones {
    padding-left: 52px;
  }

  .fault,
  .good,
  .none {
    display: flex;
    gap: 8px;
    margin: 4px 0;
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }

  .fault {
    color: var(--danger);
  }

  .good {
    color: var(--good);
    font-weight: 600;
  }

  .none {
    color: var(--warning);
  }

  .fault svg,
  .good svg,
  .none svg {
    flex: none;
    margin-top: 2px;
  }

  .compare {
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 8px 0;
  }

  .below {
    flex-wrap: nowrap;
  }

  .below > :first-child {
    flex: 1;
    min-width: 0;
  }

  .more {
    margin-top: 8px;
  }

  @media (max-width: 460px) {
    .phones {
      padding-left: 0;
    }
  }
`;
