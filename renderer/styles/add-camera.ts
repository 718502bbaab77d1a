import { css } from 'lit';

/** What is found, entered and seen of a camera before it is added. */
export const addCameraStyles = css`
  dialog {
    --dialog-width: 600px;
  }

  fieldset {
    display: grid;
    gap: 8px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  fieldset > petlog-button {
    justify-self: start;
  }

  .choice,
  .confirm {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 56px;
    padding: 6px 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    cursor: pointer;
    touch-action: manipulation;
  }

  .choice:has(input:checked) {
    border-color: var(--accent);
    background: var(--surface-raised);
  }

  .choice:has(input:disabled) {
    color: var(--text-muted);
    border-color: var(--line);
    cursor: default;
  }

  .choice input,
  .confirm input {
    flex: none;
    width: 22px;
    height: 22px;
    margin: 0;
    accent-color: var(--accent);
  }

  .choice > span {
    display: grid;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .choice small {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .working {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 32px;
    color: var(--text-muted);
  }

  .working svg {
    animation: turn 900ms linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
    gap: 14px;
  }

  [aria-invalid='true'] {
    border-color: var(--danger) !important;
  }

  figure {
    display: grid;
    gap: 6px;
    margin: 0;
  }

  figure img {
    display: block;
    width: 100%;
    height: auto;
    max-height: min(300px, 45dvh);
    object-fit: contain;
    background: #0b0f0e;
    border-radius: var(--radius-small);
  }

  figcaption {
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  .unsigned {
    display: grid;
    gap: 12px;
  }

  @media (prefers-reduced-motion: reduce) {
    .working svg {
      animation-duration: 3s;
    }
  }
`;
