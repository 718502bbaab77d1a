/** How long a reader that starts in the middle waits at most, and how fine one can seek, in what is encoded here. */
export const keyframeIntervalMilliseconds = 2000;
