import { css } from 'lit';

/** A sign on the picture that says what goes on, alone or with a word; it may be a button. */
export const markStyles = css`
  :host {
    display: inline-flex;
  }

  .mark {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 34px;
    padding: 5px 12px;
    font: inherit;
    font-size: var(--text-small);
    font-weight: 650;
    color: #fff;
    background: rgb(9 12 11 / 82%);
    border: 0;
    border-radius: 999px;
  }

  :host([small]) .mark {
    min-height: 0;
    padding: 4px;
  }
`;
