import { css } from 'lit';

export const auditStyles = css`
  .filter {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 8px;
  }

  .filter button {
    min-height: var(--target);
    padding: 8px 14px;
    font: inherit;
    font-size: var(--text-body);
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: 999px;
    cursor: pointer;
    touch-action: manipulation;
  }

  .filter button[aria-pressed='true'] {
    color: var(--on-accent);
    background: var(--accent);
    border-color: transparent;
    font-weight: 600;
  }

  h2 {
    position: sticky;
    z-index: 2;
    top: 0;
    margin: 0;
    padding: 12px 0 8px;
    font-size: var(--text-large);
    font-weight: 650;
    background: var(--page);
  }

  li {
    align-items: flex-start;
    min-height: 56px;
    padding: 10px 0;
    content-visibility: auto;
    contain-intrinsic-size: auto 62px;
  }

  .sign {
    color: var(--text-muted);
  }

  .refused .sign,
  .failed .sign {
    color: var(--danger);
  }

  .action {
    display: block;
    font-size: var(--text-body);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .outcome {
    padding: 1px 8px;
    font-size: 0.75rem;
    color: var(--danger);
    background: var(--danger-surface);
    border-radius: 999px;
  }

  .detail {
    display: block;
    font-size: var(--text-small);
    color: var(--text-muted);
    overflow-wrap: anywhere;
  }

  .detail b {
    font-weight: 600;
    color: var(--text);
  }

  .repeated {
    color: var(--danger);
  }

  time {
    flex: none;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  @media (max-width: 480px) {
    .filter button {
      flex: 1 1 auto;
      padding: 8px 4px;
      font-size: var(--text-small);
    }
  }
`;
