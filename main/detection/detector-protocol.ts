/** What crosses between the main process and the detection process. */
import type { WorkerRequest } from '../system/worker-requests.ts';
import type { PictureBox } from './visit.ts';

/** A model that finds things in pictures, in files. */
export interface DetectorModel {
  /** ONNX. */
  readonly modelPath: string;
  /** A label a line; the first stands for nothing. */
  readonly labelsPath: string;
}

/** Something that the model found. */
export interface Detection {
  readonly label: string;
  /** From 0 to 1. */
  readonly score: number;
  /** In the whole picture. */
  readonly box: PictureBox;
}

export interface DetectionAnswer {
  readonly detections: readonly Detection[];
  /** What the processor did for it. */
  readonly processorMilliseconds: number;
}

export interface DetectorRequests {
  /** Looks at parts of a picture, of which it takes a square around each. */
  detect: {
    question: { model: DetectorModel; jpeg: Uint8Array; parts: readonly PictureBox[]; labels: readonly string[] };
    answer: DetectionAnswer;
  };
  /** Loads a model and looks once at a picture that is all grey. */
  try: { question: { model: DetectorModel }; answer: { readonly processorMilliseconds: number } };
}

export type DetectorMessage = WorkerRequest<DetectorRequests>;

/** The model itself cannot be used, and will not be next time; the sentence says why. */
export const unusableModelCode = 'EMODEL';
