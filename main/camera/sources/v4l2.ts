import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { captureProgram } from './capture-program.ts';
import { failedCapture } from './failed-capture.ts';
import { ProgramCapture, type SourceDependencies } from './program-source.ts';

/** A USB camera. Its own JPEGs or its H.264 are copied; it can neither turn nor label them. */
export class V4l2Source implements CameraSource {
  readonly name = 'v4l2';
  readonly gives: CameraSource['gives'];
  readonly startupAllowanceMilliseconds = 6000;
  readonly draws = { rotationAndFlips: false, timestamp: false };
  readonly #device: string | null;
  readonly #dependencies: SourceDependencies;

  /** @param device path of the video device; null when none was found */
  constructor(device: string | null, dependencies: SourceDependencies, gives: CameraSource['gives'] = 'jpeg') {
    this.gives = gives;
    this.#device = device;
    this.#dependencies = dependencies;
  }

  start({ resolution: [widthPixels, heightPixels], frame_rate, quality }: CaptureSettings, sink: CaptureSink): Capture {
    if (this.#device === null) {
      return failedCapture(sink, 'no USB camera was found; plug one in');
    }
    const { gives } = this;
    const request = { kind: 'v4l2', device: this.#device, widthPixels, heightPixels, framesPerSecond: frame_rate, quality, gives } as const;
    const program = captureProgram('the USB camera', request, this.#dependencies.environment);
    return new ProgramCapture({ ...program, gives: gives === 'h264' ? 'h264 packets' : 'jpegs' }, sink, this.#dependencies);
  }
}
