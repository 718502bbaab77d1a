import type { IRaspistillExecutor } from 'node-raspistill';
import { describeEnd, type ProgramEnd } from '../../system/child-program.ts';
import { findProgram } from '../../system/find-program.ts';
import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { failedCapture } from './failed-capture.ts';
import { ProgramCapture, type SourceDependencies } from './program-source.ts';

/** What rpicam-still calls the flags of raspistill that differ. */
const RPICAM_STILL_FLAGS: ReadonlyMap<string, string> = new Map([
  ['-w', '--width'],
  ['-h', '--height'],
  ['-hf', '--hflip'],
  ['-vf', '--vflip'],
  ['-rot', '--rotation'],
  ['-tl', '--timelapse'],
  ['-th', '--thumb'],
]);

/** In the order in which they are tried. */
const PROGRAMS: readonly { name: string; translate(argument: string): string }[] = [
  { name: 'raspistill', translate: (argument) => argument },
  { name: 'rpicam-still', translate: (argument) => RPICAM_STILL_FLAGS.get(argument) ?? argument },
  { name: 'libcamera-still', translate: (argument) => RPICAM_STILL_FLAGS.get(argument) ?? argument },
];

/** The Raspberry Pi's camera as a series of stills, as many a second as it manages: for systems without a video program. */
export class RaspistillSource implements CameraSource {
  readonly name = 'raspistill';
  readonly gives = 'jpeg';
  readonly startupAllowanceMilliseconds = 10_000;
  readonly draws = { rotationAndFlips: true, timestamp: false };
  readonly #dependencies: SourceDependencies;

  constructor(dependencies: SourceDependencies) {
    this.#dependencies = dependencies;
  }

  start(settings: CaptureSettings, sink: CaptureSink): Capture {
    for (const { name, translate } of PROGRAMS) {
      const file = findProgram(name, this.#dependencies.environment.PATH);
      if (file !== null) {
        return new StillsCapture(settings, sink, new StillsExecutor(name, file, translate, this.#dependencies));
      }
    }
    return failedCapture(sink, `${PROGRAMS.map(({ name }) => name).join(', ')}: none of them is installed`);
  }
}

class StillsCapture implements Capture {
  readonly #executor: StillsExecutor;
  #isOver = false;

  constructor(settings: CaptureSettings, sink: CaptureSink, executor: StillsExecutor) {
    this.#executor = executor;
    void this.#run(settings, sink).catch((error: unknown) => {
      if (!this.#isOver) {
        this.#isOver = true;
        sink.ended(error instanceof Error ? error.message : String(error));
      }
    });
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#executor.stop();
  }

  async kill(): Promise<void> {
    this.#isOver = true;
    await this.#executor.kill();
  }

  /** A series without end. Where the program ends it in good order after all, the next one follows. */
  async #run(
    { resolution: [width, height], frame_rate, quality, rotation, hflip, vflip }: CaptureSettings,
    sink: CaptureSink,
  ): Promise<void> {
    // Loaded only here: few have such a camera, and all would load it at every start.
    const { Raspistill } = await import('node-raspistill');
    const camera = new Raspistill(
      {
        ...{ noFileSave: true, encoding: 'jpg', thumb: 'none', width, height, quality },
        ...(rotation === 180 ? { rotation } : {}),
        ...{ horizontalFlip: hflip, verticalFlip: vflip },
      },
      undefined,
      this.#executor,
    );
    while (!this.#isOver) {
      let pictures = 0;
      await camera.timelapse(Math.round(1000 / frame_rate), 0, (jpeg) => {
        pictures += 1;
        if (!this.#isOver) {
          sink.frame(jpeg);
        }
      });
      if (pictures === 0) {
        throw new Error(`${this.#executor.name} ended without a picture`);
      }
    }
  }
}

/** Runs the still program for node-raspistill: whole JPEGs only, and an end to every promise. */
class StillsExecutor implements IRaspistillExecutor {
  readonly name: string;
  readonly #file: string;
  readonly #translate: (argument: string) => string;
  readonly #dependencies: SourceDependencies;
  #capture: ProgramCapture | null = null;

  constructor(name: string, file: string, translate: (argument: string) => string, dependencies: SourceDependencies) {
    this.name = name;
    this.#file = file;
    this.#translate = translate;
    this.#dependencies = dependencies;
  }

  spawnAndGetImages(arguments_: string[], onImage: (jpeg: Buffer) => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let end: ProgramEnd | null = null;
    const describe = (programEnd: ProgramEnd): string => {
      end = programEnd;
      return `${this.name} ${describeEnd(programEnd)}`;
    };
    const ended = (reason: string): void => {
      this.#capture = null;
      if (end?.exitCode === 0) {
        resolve();
      } else {
        reject(new Error(reason));
      }
    };
    const program = { name: this.name, file: this.#file, arguments: arguments_.map(this.#translate), describe };
    this.#capture = new ProgramCapture(program, { frame: onImage, ended }, this.#dependencies);
    return promise;
  }

  async spawnAndGetImage(arguments_: string[]): Promise<Buffer> {
    const images: Buffer[] = [];
    await this.spawnAndGetImages(arguments_, (jpeg) => images.push(jpeg));
    const [image] = images;
    if (image === undefined) {
      throw new Error(`${this.name} ended without a picture`);
    }
    return image;
  }

  exec(): Promise<Buffer> {
    return Promise.reject(new Error('pictures are not saved to files here'));
  }

  killProcess(): void {
    void this.kill();
  }

  async stop(): Promise<void> {
    await this.#capture?.stop();
  }

  async kill(): Promise<void> {
    await this.#capture?.kill();
  }
}
