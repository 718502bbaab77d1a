import { css } from 'lit';

export const timelineBarStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 6px 10px;
  }

  /* Begins where the strip does. */
  p {
    flex: 1 1 180px;
    min-width: 0;
    margin: 0;
    padding-inline-start: 10px;
    font-size: var(--text-small);
    color: var(--text-muted);
  }

  p strong {
    font-size: var(--text-body);
    font-weight: 650;
    color: var(--text);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }

  .legend > span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
  }

  .legend i {
    width: 10px;
    height: 10px;
    border-radius: 2px;
  }

  .jumps {
    display: flex;
    gap: 4px;
  }

  .jumps button {
    display: grid;
    place-items: center;
    width: 48px;
    height: var(--jump-height, 48px);
    padding: 0;
    font: inherit;
    font-size: 1.15rem;
    color: var(--text);
    background: none;
    border: 0;
    border-radius: var(--radius-small);
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  .jumps button:hover {
    background: var(--surface-raised);
  }

  .jumps button:disabled {
    color: var(--text-muted);
    opacity: 0.55;
    background: none;
    cursor: default;
  }

  .buttons {
    display: flex;
    gap: 8px;
  }

  .open {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 9px;
    min-height: var(--button-height, var(--target));
    padding: var(--button-padding, 8px 14px);
    font-weight: 600;
    font-size: var(--button-text, var(--text-body));
    color: var(--text);
    text-decoration: none;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }

  /* Where there is less room, the picture alone says which moment it is. */
  @container (max-width: 900px) {
    p.said {
      position: absolute;
      clip-path: inset(50%);
    }
  }

  /* All in one row. */
  @container (max-width: 760px) {
    p {
      flex-basis: 100px;
    }

    .jumps {
      gap: 0;
    }

    .jumps button {
      width: 46px;
    }
  }

  /* Seven of them beside each other. */
  @container (max-width: 336px) {
    .jumps {
      gap: 0;
    }
  }

  /* On a phone the jumps are a row of their own. */
  @container (max-width: 640px) {
    .below {
      align-content: flex-start;
      min-height: 102px;
    }

    .jumps {
      order: 3;
      flex: 1 1 100%;
      gap: 3px;
      justify-content: space-between;
    }

    .jumps button {
      flex: 1 1 44px;
      width: auto;
      min-width: 44px;
    }

    p {
      flex: 1 1 90px;
      max-height: 48px;
      overflow: hidden;
      line-height: 1.2;
    }

    .buttons {
      flex: 0 1 auto;
      flex-wrap: wrap;
      justify-content: flex-end;
      margin-inline-start: auto;
      --button-padding: 8px 10px;
    }
  }

  /* Seven would be too small for fingers; two of them zoom what they have spread. */
  @container (max-width: 350px) {
    .jumps button:nth-child(n + 6) {
      display: none;
    }
  }
`;
