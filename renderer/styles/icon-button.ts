import { css } from 'lit';

/** Of a button that is an icon alone, as large as a finger needs it. */
export const iconButton = css`
  display: grid;
  place-items: center;
  width: 48px;
  height: 48px;
  padding: 0;
  font-size: inherit;
  color: var(--text);
  background: none;
  border: 0;
  border-radius: var(--radius-small);
  cursor: pointer;
  touch-action: manipulation;
`;
