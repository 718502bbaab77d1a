import { css } from 'lit';

/** An element that is a button with a sign and a word. What is around it sets its size by custom properties. */
export const buttonStyles = css`
  :host {
    display: inline-flex;
    min-width: var(--target);
    max-width: 100%;
  }

  button {
    flex: 1;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 9px;
    min-height: var(--button-height, var(--target));
    padding: var(--button-padding, 8px 14px);
    font: inherit;
    font-size: var(--button-text, var(--text-body));
    font-weight: 600;
    line-height: 1.15;
    color: var(--text);
    background: var(--button-background, var(--surface));
    border: 1px solid var(--button-border, var(--line));
    border-radius: var(--radius-small);
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  svg.icon {
    font-size: var(--button-icon, inherit);
  }
`;
