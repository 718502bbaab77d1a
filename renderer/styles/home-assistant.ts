import { css } from 'lit';
import { fieldStyles } from './dialog.ts';

export const homeAssistantStyles = [
  fieldStyles,
  css`
    h2 {
      margin: 0 0 8px;
      font-size: var(--text-large);
    }

    ul {
      margin: 0;
      padding-left: 20px;
    }

    .card a {
      display: inline-block;
      min-height: var(--target);
      line-height: var(--target);
      color: var(--accent);
    }

    .address {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 8px;
    }

    .address label {
      flex: 1 1 240px;
      min-width: 0;
    }
  `,
];
