import { css } from 'lit';

export const doctorStyles = css`
  .state {
    min-height: 56px;
    padding-bottom: 12px;
  }

  .progress {
    display: grid;
    gap: 8px;
    padding: 4px 0;
    font-size: var(--text-body);
  }

  progress {
    width: 100%;
    height: 8px;
    accent-color: var(--accent);
  }

  .verdict {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 48px;
    margin: 0;
    padding: 8px 14px;
    font-size: var(--text-body);
    font-weight: 600;
    background: var(--surface);
    border-radius: var(--radius-small);
  }

  .verdict .muted {
    font-weight: 400;
  }

  .verdict.warning {
    background: var(--warning-surface);
  }

  .verdict.problem {
    background: var(--danger-surface);
  }

  .verdict svg {
    flex: none;
    font-size: 1.3rem;
  }

  .ok .sign,
  .verdict.ok svg {
    color: var(--good);
  }

  .warning .sign,
  .warning .status,
  .verdict.warning svg {
    color: var(--warning);
  }

  .problem .sign,
  .problem .status,
  .verdict.problem svg {
    color: var(--danger);
  }

  ul {
    margin-bottom: 24px;
  }

  /* The list is longer than the window: what is below it comes into view with it alone. */
  .coming {
    min-height: 100dvh;
  }

  ul[aria-busy='true'] {
    opacity: 0.55;
  }

  li {
    padding: 12px 0;
  }

  .sign {
    align-content: start;
    font-size: 1.2rem;
  }

  .what {
    overflow-wrap: anywhere;
  }

  h2 {
    margin: 0;
    font-size: var(--text-body);
    font-weight: 650;
  }

  .status {
    margin-inline-start: 4px;
    font-size: var(--text-small);
    font-weight: 500;
  }

  .ok .status {
    color: var(--text-muted);
  }

  li p {
    margin: 2px 0 0;
    font-size: var(--text-body);
    color: var(--text-muted);
  }

  li:not(.ok) p,
  li .advice {
    color: var(--text);
  }

  .advice {
    padding-inline-start: 10px;
    border-inline-start: 3px solid var(--line-strong);
  }

  li p.advice {
    margin-top: 6px;
  }
`;
