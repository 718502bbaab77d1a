/** What crosses between the main process and the picture process, over a `MessageChannel`, on which JPEGs stay bytes. */
import type { WorkerAnswer, WorkerRequest } from '../system/worker-requests.ts';

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

/** What the picture process can be asked; one at a time. */
export interface PictureRequests {
  /** Refused with `unreadableCode` when the file cannot be read as a video. */
  make: { question: PicturesRequest; answer: RecordingPictures };
  /** A JPEG of bounded size of a JPEG or PNG that somebody sent. Refused with `unreadableCode` when it is neither. */
  portrait: { question: { image: Uint8Array }; answer: Uint8Array };
  /** The same JPEG with a frame around a part. Refused with `unreadableCode`. */
  frame: { question: { jpeg: Uint8Array; part: PicturePart }; answer: Uint8Array };
}

/** A part of a picture: its upper left corner and its size, from 0 to 1 of the width and height. */
export interface PicturePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const unreadableCode = 'UNREADABLE';

/** Main process to picture process. */
export type PictureCommand =
  /** Others need the machine; the work goes on at `resume`. */
  { type: 'pause' } | { type: 'resume' };

export type PictureMessage = PictureCommand | WorkerRequest<PictureRequests>;

/** Picture process to main process. */
export type PictureReport = { type: 'ready' } | WorkerAnswer<PictureRequests>;
