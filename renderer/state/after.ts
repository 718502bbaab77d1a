/** Calls back later, unless what it returns is called before. */
export type After = (milliseconds: number, work: () => void) => () => void;

export const after: After = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};
