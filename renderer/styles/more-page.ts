import { css } from 'lit';

/** Pages of More: rows that lead on, and settings. */
export const morePageStyles = css`
  :host {
    --page-width: 760px;
  }

  .rows {
    display: grid;
    margin-bottom: 16px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: hidden;
  }

  .row {
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 64px;
    padding: 10px 16px;
    color: var(--text);
    text-decoration: none;
  }

  .row + .row {
    border-top: 1px solid var(--line);
  }

  .row:hover {
    background: var(--surface-raised);
  }

  .row:focus-visible {
    outline-offset: -4px;
  }

  .row > svg {
    width: 24px;
    height: 24px;
    color: var(--accent);
  }

  .row > svg:last-child {
    width: 20px;
    height: 20px;
    margin-left: auto;
    color: var(--text-muted);
  }

  .row > span {
    min-width: 0;
  }

  .row b {
    display: block;
    font-size: var(--text-body);
    font-weight: 600;
  }

  .row small {
    display: block;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .last {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 24px;
    padding: 0 4px 24px;
  }

  .content {
    display: grid;
    gap: 16px;
    padding-bottom: 24px;
  }

  .card {
    padding: 16px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .card {
    font-size: var(--text-body);
  }

  .card p {
    margin: 0 0 8px;
  }

  /* As high as leaves the settings in sight. */
  .preview {
    display: block;
    width: min(100%, 40dvh * 16 / 9);
    height: auto;
    margin-inline: auto;
    background: #0c100f;
    border-radius: var(--radius);
  }

  .note {
    min-height: 1.5em;
    font-size: var(--text-small);
    color: var(--text-muted);
  }
`;
