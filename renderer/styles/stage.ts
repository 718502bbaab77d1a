import { css } from 'lit';

export const stageStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    background: var(--stage-background, #0c100f);
    color: #f2f4f3;
    container-type: size;
  }

  petlog-live-picture {
    transform: var(--picture-transform, none);
    transform-origin: 0 0;
    transition: var(--picture-transition, none);
  }

  petlog-live-picture.stale {
    filter: grayscale(1) brightness(0.35);
  }

  .notice {
    position: absolute;
    z-index: 2;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 6px;
    padding: var(--notice-padding, 20px);
    text-align: center;
  }

  .notice .sign {
    display: grid;
    place-items: center;
    font-size: 2rem;
    color: #aeb8b4;
  }

  .notice h2,
  .notice p {
    margin: 0;
  }

  /* Where there is no picture, a calm one is drawn. */
  :host(:not([discreet])) .notice:is(.stopped, .paused, .privacy, .starting) {
    background: radial-gradient(120% 90% at 50% 110%, #23564c, #12302b 55%, #0d1d1a);
  }

  :host(:not([discreet])) .notice:empty {
    display: none;
  }

  /* Calm: nothing is wrong. */
  .notice.privacy {
    background: #14201f;
  }

  .notice.privacy .sign {
    font-size: 3rem;
    color: #7fb8b0;
  }

  .notice h2 {
    font-size: var(--text-large);
    font-weight: 600;
  }

  .notice p {
    max-width: 26rem;
    font-size: var(--text-body);
    color: #bac3bf;
  }

  .turning {
    animation: turn 1s linear infinite;
    display: inline-flex;
  }

  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }

  .start {
    display: grid;
    place-items: center;
    width: 84px;
    height: 84px;
    margin-bottom: 8px;
    padding: 0;
    font-size: 2.4rem;
    color: #06211d;
    background: #57c7b8;
    border: 0;
    border-radius: 50%;
    cursor: pointer;
    touch-action: manipulation;
  }

  .start span {
    display: grid;
  }

  .start:active {
    transform: scale(0.96);
  }

  .marks {
    position: absolute;
    z-index: 3;
    inset: var(--marks-inset, var(--marks-top, 12px) var(--stage-inset, 12px) auto var(--stage-inset, 12px));
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: var(--marks-side, flex-end);
    pointer-events: none;
  }

  .mark {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 34px;
    padding: 5px 12px;
    border-radius: 999px;
    font-size: var(--text-small);
    font-weight: 650;
    background: rgb(9 12 11 / 82%);
  }

  .mark.live {
    text-transform: uppercase;
    letter-spacing: 0.04em;
  }

  .mark.live i {
    width: 8px;
    height: 8px;
    background: #ff6259;
    border-radius: 50%;
  }

  .mark.live .numbers {
    font-weight: 450;
    text-transform: none;
  }

  .mark.mock {
    color: var(--on-mock);
    background: var(--mock);
    letter-spacing: 0.02em;
  }

  .mark.mock b {
    text-transform: uppercase;
  }

  .mark.recording svg {
    color: #ff6259;
    animation: pulse 1.6s ease-in-out infinite;
  }

  @keyframes pulse {
    50% {
      opacity: 0.3;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .mark.recording svg {
      animation: none;
    }

    petlog-live-picture {
      transition: none;
    }
  }

  .lost {
    position: absolute;
    z-index: 3;
    inset: auto var(--stage-inset, 12px) var(--lost-bottom, 12px) var(--stage-inset, 12px);
    display: flex;
    gap: 10px;
    align-items: flex-start;
    width: fit-content;
    max-width: calc(100% - 2 * var(--stage-inset, 12px));
    padding: 10px 14px;
    border-radius: var(--radius-small);
    font-size: var(--text-small);
    background: rgb(74 18 14 / 94%);
  }

  .lost strong {
    display: block;
    font-variant-numeric: tabular-nums;
  }

  .lost svg {
    margin-top: 1px;
    color: #ffb4ad;
  }

  :host([discreet]) .notice:not(:has(h2)) {
    display: none;
  }

  :host([discreet]) .notice:not(.privacy) {
    inset: auto auto 14px 14px;
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 6px 14px;
    border-radius: 999px;
    background: rgb(9 12 11 / 82%);
  }

  :host([discreet]) .notice.stopped p {
    font-size: var(--text-small);
  }

  :host([discreet]) .notice:not(.privacy) h2 {
    font-size: var(--text-small);
    font-weight: 500;
  }

  :host([discreet]) .notice:not(.privacy) .sign {
    font-size: 1rem;
  }

  :host([discreet]) .notice:not(.privacy, .stopped) p,
  :host([discreet]) .mark .hint {
    display: none;
  }

  @container (max-width: 480px) {
    .mark .hint {
      display: none;
    }
  }

  @container (max-height: 230px) {
    .start {
      width: 64px;
      height: 64px;
      font-size: 1.8rem;
      margin-bottom: 2px;
    }

    .notice {
      gap: 2px;
    }

    /* Clear of the name above it; the button that starts the camera again is below the picture. */
    :host(:not([discreet])) .notice:is(.privacy, :has(petlog-pause-choices)) {
      grid-template-columns: minmax(0, 100%);
      padding: 48px 12px 4px;
      --choices-gap: 0;
    }

    .notice:is(.privacy, :has(petlog-pause-choices)) .start {
      display: none;
    }
  }
`;
