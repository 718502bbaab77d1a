/** What crosses between the main process and the picture process, over the fork's IPC channel with `serialization: 'advanced'`, so that JPEGs stay bytes. */

export interface PicturesRequest {
  readonly path: string;
  readonly durationMilliseconds: number;
  /** How many pictures the preview holds, at equal distances in time. */
  readonly previewFrames: number;
}

/** JPEGs. */
export interface RecordingPictures {
  readonly thumbnail: Uint8Array;
  /** Equally large pictures in one row. */
  readonly preview: Uint8Array;
}

/** Main process to picture process. One request at a time. */
export type PictureCommand =
  | ({ type: 'make' } & PicturesRequest)
  /** Others need the machine; the work goes on at `resume`. */
  | { type: 'pause' }
  | { type: 'resume' };

/** Picture process to main process. */
export type PictureReport =
  | ({ type: 'made' } & RecordingPictures)
  /** The file cannot be read as a video. */
  | { type: 'unreadable'; reason: string };
