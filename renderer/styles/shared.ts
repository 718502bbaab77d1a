import { css } from 'lit';

/** Only Chromium knows this selector. Each element of a page is tried against it, so that only the kiosk, whose pointer is hidden, has it. */
const hiddenPointer = css`
  :host-context(.no-cursor),
  :host-context(.no-cursor) * {
    cursor: none !important;
  }
`;

/** What every element starts from. */
export const baseStyles = css`
  /* Not of ::before and ::after: a browser would look at those of each element. The few that are drawn say it themselves. */
  * {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  ${'petlog' in globalThis ? hiddenPointer : css``}

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  /* What only a program puts the focus on, such as a heading that is to be read out, is nothing to press. */
  [tabindex='-1']:focus-visible {
    outline: none;
  }

  /* Pressed, and what that leads to takes a moment: state/on-press.ts. */
  .answering {
    opacity: 0.6;
  }

  svg.icon {
    width: 1.25em;
    height: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  svg.icon.filled {
    fill: currentColor;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .numbers {
    font-variant-numeric: tabular-nums;
  }
`;

export const cardStyles = css`
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 16px;
  }

  .card h2 {
    margin: 0 0 12px;
    font-size: var(--text-large);
    font-weight: 650;
  }
`;
