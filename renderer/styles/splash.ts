import { css } from 'lit';

/** Black as the window before it and the picture's edges after it. */
export const splashStyles = css`
  :host {
    position: absolute;
    z-index: 3;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 10px;
    padding: 20px;
    color: #f2f4f3;
    text-align: center;
    background: #000 radial-gradient(circle at 50% 46%, #14201f, #000 62%);
    pointer-events: none;
  }

  :host([state='over']) {
    display: none;
  }

  :host([state='faded']) {
    opacity: 0;
    visibility: hidden;
    transition:
      opacity 600ms,
      visibility 0s 600ms;
  }

  .brand {
    display: grid;
    justify-items: center;
    gap: 14px;
    font-size: 1.75rem;
    line-height: 1.2;
    letter-spacing: -0.01em;
  }

  strong {
    font-weight: 650;
  }

  p {
    min-height: 1.45em;
    margin: 0;
    color: #bac3bf;
  }

  .dots {
    display: flex;
    gap: 8px;
  }

  i {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: #57c7b8;
    animation: breathe 1.5s ease-in-out infinite;
  }

  i:nth-child(2) {
    animation-delay: 200ms;
  }

  i:nth-child(3) {
    animation-delay: 400ms;
  }

  @keyframes breathe {
    0%,
    60%,
    100% {
      opacity: 0.2;
    }

    30% {
      opacity: 1;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host([state='faded']) {
      transition: none;
    }

    i {
      animation: none;
      opacity: 0.6;
    }
  }
`;
