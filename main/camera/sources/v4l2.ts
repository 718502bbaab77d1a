import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { captureProgram } from './capture-program.ts';
import { failedCapture } from './failed-capture.ts';
import { ProgramCapture, type SourceDependencies } from './program-source.ts';

/** A USB camera. Its own JPEGs are copied; it can neither turn nor label them. */
export class V4l2Source implements CameraSource {
  readonly name = 'v4l2';
  readonly gives = 'jpeg';
  readonly startupAllowanceMilliseconds = 6000;
  readonly draws = { rotationAndFlips: false, timestamp: false };
  readonly #device: string | null;
  readonly #dependencies: SourceDependencies;

  /** @param device path of the video device; null when none was found */
  constructor(device: string | null, dependencies: SourceDependencies) {
    this.#device = device;
    this.#dependencies = dependencies;
  }

  start({ resolution: [widthPixels, heightPixels], frame_rate, quality }: CaptureSettings, sink: CaptureSink): Capture {
    if (this.#device === null) {
      return failedCapture(sink, 'no USB camera was found; plug one in');
    }
    const request = { kind: 'v4l2', device: this.#device, widthPixels, heightPixels, framesPerSecond: frame_rate, quality } as const;
    return new ProgramCapture(captureProgram('the USB camera', request, this.#dependencies.environment), sink, this.#dependencies);
  }
}
