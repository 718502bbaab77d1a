import { css } from 'lit';

/** Where the parts of the live picture's page stand. */
export const liveStyles = css`
  :host {
    display: block;
    padding-bottom: 16px;
  }

  :host([away]) {
    padding: 0;
  }

  :host([away]) > :not(petlog-messages),
  :host([away]) main {
    display: none;
  }

  /* To come back costs little where a browser keeps what it does not show: as wide as it was, out of everybody's way. */
  @supports (content-visibility: hidden) {
    :host([away]) main {
      content-visibility: hidden;
      position: absolute;
      z-index: -1;
      top: 0;
      right: 0;
      left: var(--side-bar, 0px);
      display: grid;
      pointer-events: none;
    }
  }

  /* A handle of the strip of time stands out of its end. */
  main {
    overflow-x: clip;
  }

  main,
  .watch,
  aside {
    display: grid;
    gap: 16px;
    min-width: 0;
    align-content: start;
  }

  .watch > :not(.viewer),
  aside {
    margin-inline: 16px;
  }

  /* A width of its own would come on top of the margins. */
  .watch > petlog-camera-wall {
    width: auto;
  }

  /* As high as what comes later: what is below waits in its place. */
  .time {
    min-height: 122px;
  }

  @media (max-width: 640px) {
    .watch > .time {
      min-height: 176px;
      margin-inline: clamp(0px, calc((100vw - 320px) / 4), 8px);
    }
  }

  petlog-open-notice {
    padding: 0 4px;
  }

  /* A question is about to push them down: they are seen once it stands. */
  main.asking :is(petlog-open-notice, aside) {
    visibility: hidden;
  }

  main.wall .watch {
    padding-top: max(16px, env(safe-area-inset-top));
  }

  @media (min-width: 641px) {
    main {
      padding: 16px;
    }

    .watch > :not(.viewer),
    aside {
      margin-inline: 0;
    }

    main.wall .watch {
      padding-top: 0;
    }
  }

  @media (min-width: 1100px) {
    main {
      grid-template-columns: minmax(0, 1fr) 304px;
      gap: 24px;
      max-width: 1560px;
      margin: 0 auto;
      padding: 24px;
    }

    /* Beside the controls: a message must not take a press that was meant for them. */
    petlog-messages {
      left: auto;
      right: 24px;
      width: 304px;
    }
  }

  /* Over the picture, below its bar: neither that nor the controls lose a press. */
  @media (max-width: 1099px) {
    :host(:not([away])) petlog-messages {
      inset: calc(64px + env(safe-area-inset-top)) 16px auto calc(16px + var(--side-bar, 0px));
    }
  }

  @media (min-width: 641px) and (max-width: 1099px) and (min-height: 561px) {
    :host(:not([away])) petlog-messages {
      top: calc(80px + env(safe-area-inset-top));
    }
  }

  /* No height to spare: the controls stand beside the picture, in reach of the thumb. */
  @media (orientation: landscape) and (max-height: 560px) {
    main {
      padding: 0;
    }

    main.one .watch {
      grid-template-columns: minmax(0, 1fr) 96px;
      grid-template-rows: min-content;
      grid-auto-rows: min-content;
      gap: 8px;
      padding-right: max(8px, env(safe-area-inset-right));
    }

    main.one .watch > .viewer {
      grid-area: 1 / 1;
    }

    main.one .watch > .controls {
      grid-area: 1 / 2 / span 2;
    }

    /* Below the picture, beside the controls. */
    main.one .watch > .time {
      grid-area: 2 / 1;
      min-height: 168px;
    }

    main.one .watch > :not(.viewer, .controls) {
      margin-inline: 16px 8px;
    }

    main.one .watch > :not(.viewer, .controls, .time) {
      grid-column: 1 / -1;
    }

    /* Beside the controls. */
    :host(:not([away])) main.one ~ petlog-messages {
      right: 120px;
    }

    main.wall .watch {
      padding: 8px;
    }

    aside {
      margin: 0 16px;
    }
  }
`;
