import { css } from 'lit';

/** The picture first: what goes while nobody touches the screen. */
export const kioskPictureStyles = css`
  .fades {
    transition: opacity 150ms;
  }

  /* What cannot be seen takes no touch at once, and has no place in the order of the keyboard or a screen reader. */
  :host([quiet]) .fades {
    opacity: 0;
    visibility: hidden;
    pointer-events: none;
    transition:
      opacity 400ms,
      visibility 0s 400ms;
  }

  /* On a narrow screen the marks are below the clock, and the word that everyone is let in may take two lines. */
  @media (max-width: 480px) {
    petlog-stage,
    main:is(.told, .open) petlog-stage {
      --marks-top: 84px;
      --marks-inset: var(--marks-top) 16px auto 16px;
    }

    petlog-timeline-picture,
    main:is(.told, .open) petlog-timeline-picture {
      --timeline-mark-top: 84px;
    }

    main.open petlog-stage {
      --marks-top: 104px;
    }

    main.open petlog-timeline-picture {
      --timeline-mark-top: 104px;
    }

    main.told.open petlog-stage {
      --marks-top: 152px;
    }

    main.told.open petlog-timeline-picture {
      --timeline-mark-top: 152px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .fades,
    :host([quiet]) .fades {
      transition: none;
    }
  }
`;
