const longestMilliseconds = 100;

/** Until what was changed is on the screen; not for long where nothing is painted, as in a window that nobody sees. */
export function untilPainted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, longestMilliseconds);
  });
}
