import { FramePacer } from '../../system/frame-pacer.ts';
import type { Clock } from '../../system/clock.ts';
import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { MockScene } from './mock-scene.ts';

/** A drawn camera, for machines that have none: any resolution and rate, date and time in the picture. */
export class MockSource implements CameraSource {
  readonly name = 'mock';
  readonly startupAllowanceMilliseconds = 5000;
  readonly draws = { rotationAndFlips: true, timestamp: true };
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(settings: CaptureSettings, sink: CaptureSink): Capture {
    return new MockCapture(settings, sink, this.#clock);
  }
}

class MockCapture implements Capture {
  readonly #pacer: FramePacer;
  readonly #clock: Clock;
  readonly #over: Promise<void>;

  constructor(settings: CaptureSettings, sink: CaptureSink, clock: Clock) {
    this.#clock = clock;
    this.#pacer = new FramePacer(settings.frame_rate, clock);
    this.#over = this.#run(settings, sink).catch((error: unknown) => {
      if (!this.#pacer.isStopped) {
        sink.ended(`the mock camera could not draw: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }

  stop(): Promise<void> {
    this.#pacer.stop();
    return this.#over;
  }

  kill(): Promise<void> {
    return this.stop();
  }

  async #run(settings: CaptureSettings, sink: CaptureSink): Promise<void> {
    const scene = await MockScene.create(settings);
    for await (const elapsedSeconds of this.#pacer.slots()) {
      const jpeg = await scene.draw(elapsedSeconds, this.#clock.nowMicroseconds());
      if (!this.#pacer.isStopped) {
        sink.frame(jpeg);
      }
    }
  }
}
