import { type FilePlaces, openEnteredFile } from '../../files/entered-file.ts';
import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { captureProgram } from './capture-program.ts';
import { ProgramCapture, type SourceDependencies } from './program-source.ts';

/** For those who may not know which file it is, or whether there is one. */
const reasonForEveryone = 'the video file cannot be played';

/**
 * Plays a video file in a loop, at its own pace and size. A file of JPEGs back
 * to back has no pace: it is played at the configured rate, and passed through
 * as it is.
 */
export class FileSource implements CameraSource {
  readonly name = 'file';
  readonly gives = 'jpeg';
  /** The player repeats a picture that stands still, so that only a hung disk or player is silent; a disk may take its time. */
  readonly startupAllowanceMilliseconds = 60_000;
  readonly silenceAllowanceMilliseconds = 60_000;
  readonly draws: CameraSource['draws'];
  readonly #path: string;
  readonly #places: FilePlaces;
  readonly #dependencies: SourceDependencies;

  private constructor(path: string, places: FilePlaces, isMjpeg: boolean, dependencies: SourceDependencies) {
    this.#path = path;
    this.#places = places;
    this.#dependencies = dependencies;
    // What is passed through cannot be turned on its way.
    this.draws = { rotationAndFlips: !isMjpeg, timestamp: false };
  }

  /** Looks into the file, if it may; what is wrong with it is said when it is played. */
  static async open(path: string, places: FilePlaces, dependencies: SourceDependencies): Promise<FileSource> {
    return new FileSource(path, places, await isMjpeg(path, places).catch(() => false), dependencies);
  }

  start(settings: CaptureSettings, sink: CaptureSink): Capture {
    const isTurned = settings.rotation === 180;
    const request = {
      kind: 'file',
      path: this.#path,
      allowedDirectories: this.#places === 'anywhere' ? null : this.#places,
      quality: settings.quality,
      framesPerSecond: settings.frame_rate,
      mirrorLeftToRight: settings.hflip !== isTurned,
      mirrorTopToBottom: settings.vflip !== isTurned,
    } as const;
    const discreet: CaptureSink = {
      frame: (jpeg) => sink.frame(jpeg),
      packet: (packet) => sink.packet(packet),
      ended: (reason) => sink.ended(reason, reasonForEveryone),
    };
    return new ProgramCapture(captureProgram('the video player', request, this.#dependencies.environment), discreet, this.#dependencies);
  }
}

async function isMjpeg(path: string, places: FilePlaces): Promise<boolean> {
  await using file = await openEnteredFile(path, places);
  return file.kind === 'mjpeg';
}
