import { fileURLToPath } from 'node:url';
import type { MockRequest } from '../../drawing-process/request.ts';
import { childModuleUrl } from '../../system/child-module.ts';
import { describeEnd } from '../../system/child-program.ts';
import { nodeProgram } from '../../system/node-program.ts';
import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { ProgramCapture, type SourceDependencies } from './program-source.ts';

/** A drawn camera, for machines that have none: any resolution and rate, date and time in the picture. */
export class MockSource implements CameraSource {
  readonly name = 'mock';
  readonly gives = 'jpeg';
  readonly startupAllowanceMilliseconds = 8000;
  readonly draws = { rotationAndFlips: true, timestamp: true };
  readonly #dependencies: SourceDependencies;

  constructor(dependencies: SourceDependencies) {
    this.#dependencies = dependencies;
  }

  start(
    { resolution: [widthPixels, heightPixels], frame_rate: framesPerSecond, quality, rotation, hflip, vflip, name }: CaptureSettings,
    sink: CaptureSink,
  ): Capture {
    const isTurned = rotation === 180;
    const request: MockRequest = {
      kind: 'mock',
      name,
      widthPixels,
      heightPixels,
      quality,
      framesPerSecond,
      mirrorLeftToRight: hflip !== isTurned,
      mirrorTopToBottom: vflip !== isTurned,
    };
    const program = {
      name: 'the mock camera',
      file: nodeProgram(),
      arguments: [fileURLToPath(childModuleUrl('drawing-process')), JSON.stringify(request)],
      isOurs: true,
      describe: (end: Parameters<typeof describeEnd>[0]) => `the mock camera ${describeEnd(end)}`,
    };
    return new ProgramCapture(program, sink, this.#dependencies);
  }
}
