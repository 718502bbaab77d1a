/** Of the windows that pages are looked at in, in CSS pixels: phones, one on its side, small and large screens. */
export const pageSizes = [
  [320, 568],
  [360, 740],
  [390, 844],
  [430, 932],
  [844, 390],
  [800, 480],
  [480, 800],
  [720, 1280],
  [1280, 800],
] as const;
