/** Calls back later, unless what it returns is called before. */
export type Delay = (milliseconds: number, callback: () => void) => () => void;

export const delay: Delay = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};
