export interface MediaFailure {
  /** When the loading began, as `performance.now()`. */
  readonly startedAt: number;
  retry(): void;
  giveUp(): void;
}

/**
 * A picture or a video could not be loaded, and nothing says why: it may be
 * that the session had just ended. Whoever renews it takes the event; without
 * one, that was all.
 */
export function reportMediaFailure(element: HTMLElement, detail: MediaFailure): void {
  const isTaken = !element.dispatchEvent(new CustomEvent('media-failure', { bubbles: true, composed: true, cancelable: true, detail }));
  if (!isTaken) {
    detail.giveUp();
  }
}
