/** The brightness of a picture at a fraction of its size, for whoever looks for what happens in it. */
export interface GreyPicture {
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** From 0, black, to 255, white; row by row without gaps. */
  readonly samples: Uint8Array;
  readonly captureMilliseconds: number;
}
