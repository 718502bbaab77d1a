import { css } from 'lit';

export const libraryStyles = css`
  .tools {
    display: flex;
    gap: 8px;
  }

  petlog-problems {
    display: block;
    margin-bottom: 12px;
  }

  petlog-problems[hidden] {
    display: none;
  }

  .count.unknown {
    visibility: hidden;
  }

  .overview {
    display: grid;
    grid-template-columns: minmax(400px, 1fr) minmax(0, 420px);
    gap: 12px 24px;
    align-items: start;
    margin-bottom: 4px;
  }

  .day-heading {
    position: sticky;
    z-index: 3;
    top: var(--sticky-top, 0);
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-height: 48px;
    background: var(--page);
  }

  .day-heading h2 {
    margin: 0;
    font-size: var(--text-large);
    font-weight: 650;
  }

  .day-heading small {
    margin-left: 8px;
    font-size: var(--text-small);
    font-weight: 400;
    color: var(--text-muted);
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(210px, 100%), 1fr));
    gap: 14px;
    margin: 0 0 18px;
    padding: 0;
    list-style: none;
  }

  .grid li {
    min-width: 0;
    content-visibility: auto;
    contain-intrinsic-size: auto 210px auto 186px;
  }

  /* Those that are seen at once have their own height from the beginning: of the first days, which lie in the section of all. */
  .grid[aria-hidden] li,
  section > section:nth-of-type(-n + 3) .grid li:nth-child(-n + 8) {
    content-visibility: visible;
  }

  .skeleton {
    aspect-ratio: 16 / 9;
    margin-bottom: 52px;
    border-radius: var(--radius);
    background: var(--surface-raised);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }

  .bottom {
    position: sticky;
    z-index: 6;
    bottom: var(--bottom-bar, 0px);
    pointer-events: none;
  }

  .bottom > * {
    pointer-events: auto;
  }

  /* Over the recordings: a message must not take a press that was meant for the bar at the bottom. */
  petlog-messages {
    bottom: calc(96px + var(--bottom-bar, 0px));
  }

  @media (max-width: 760px) {
    .overview {
      grid-template-columns: minmax(0, 1fr);
    }

    /* Its bar and two lines, before they are known. */
    petlog-storage-bar {
      min-height: 60px;
    }
  }

  /* On a low screen the recordings have the room: the head is one line of tools and one of days. */
  @media (max-height: 560px) {
    .bar {
      flex-wrap: nowrap;
      padding: 4px 0;
    }

    .heading {
      flex-basis: auto;
    }

    .count,
    petlog-storage-bar {
      display: none;
    }

    .overview {
      grid-template-columns: minmax(0, 1fr);
    }

    .tools {
      flex: none;
      --button-text: 0.8125rem;
    }
  }

  /* It has a page of its own; on a phone the recordings come first. */
  @media (max-width: 640px) {
    petlog-storage-bar {
      display: none;
    }
  }

  @media (max-width: 640px) and (min-height: 561px) {
    .heading {
      flex-basis: 100%;
    }

    .tools {
      flex: 1 1 100%;
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      --button-text: 0.8125rem;
    }

    .grid {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 12px;
    }

    .grid li {
      contain-intrinsic-size: auto 173px auto 145px;
    }
  }

  @media (max-width: 359px) {
    .tools {
      --button-text: 0.75rem;
      --button-padding: 8px 4px;
    }
  }
`;
