import { findProgram } from '../../system/find-program.ts';
import type { CameraSource, Capture, CaptureSettings, CaptureSink } from '../source.ts';
import { failedCapture } from './failed-capture.ts';
import { ProgramCapture, type SourceDependencies } from './program-source.ts';

/** @param number which camera; null for the program's own choice */
type ToArguments = (settings: CaptureSettings, number: number | null) => string[];

/** Of rpicam-apps, under both of its names: https://www.raspberrypi.com/documentation/computers/camera_software.html */
const rpicamArguments: ToArguments = ({ resolution: [width, height], frame_rate, quality, rotation, hflip, vflip }, number) => [
  ...(number === null ? [] : ['--camera', String(number)]),
  ...['-t', '0', '-n', '--codec', 'mjpeg', '--quality', String(quality)],
  ...['--width', String(width), '--height', String(height), '--framerate', String(frame_rate), '--flush'],
  ...(rotation === 180 ? ['--rotation', '180'] : []),
  ...(hflip ? ['--hflip'] : []),
  ...(vflip ? ['--vflip'] : []),
  ...['-o', '-'],
];

const RASPIVID_HIGHEST_BITS_PER_SECOND = 25_000_000;
const RASPIVID_LOWEST_FRAME_RATE = 2;

/**
 * Of the legacy raspivid(1), whose MJPEG has no quality but a bit rate: about
 * quality/100 bits a pixel look like that quality.
 */
const raspividArguments: ToArguments = ({ resolution: [width, height], frame_rate, quality, rotation, hflip, vflip }, number) => {
  const framesPerSecond = Math.max(RASPIVID_LOWEST_FRAME_RATE, frame_rate);
  const bitsPerSecond = Math.min(RASPIVID_HIGHEST_BITS_PER_SECOND, Math.round((width * height * framesPerSecond * quality) / 100));
  return [
    ...(number === null ? [] : ['-cs', String(number)]),
    ...['-t', '0', '-n', '-cd', 'MJPEG', '-w', String(width), '-h', String(height)],
    ...['-fps', String(framesPerSecond), '-b', String(bitsPerSecond), '-fl'],
    ...(rotation === 180 ? ['-rot', '180'] : []),
    ...(hflip ? ['-hf'] : []),
    ...(vflip ? ['-vf'] : []),
    ...['-o', '-'],
  ];
};

/** As often a keyframe comes: whoever begins in the middle waits no longer, and looking back is as fine. */
const SECONDS_BETWEEN_KEYFRAMES = 2;
const DEFAULT_KILOBITS_PER_SECOND = 4000;

/**
 * The same for H.264. Parameters are repeated with each keyframe. The Baseline profile has no B-frames, which a Pi 5's
 * encoder in software would make: those could not be passed on.
 */
const rpicamH264Arguments: ToArguments = (settings, number) => {
  const { resolution, frame_rate, rotation, hflip, vflip, bitrateKbps = DEFAULT_KILOBITS_PER_SECOND } = settings;
  return [
    ...(number === null ? [] : ['--camera', String(number)]),
    ...['-t', '0', '-n', '--codec', 'h264', '--inline', '--intra', String(frame_rate * SECONDS_BETWEEN_KEYFRAMES)],
    ...['--profile', 'baseline', '--bitrate', String(bitrateKbps * 1000)],
    ...['--width', String(resolution[0]), '--height', String(resolution[1]), '--framerate', String(frame_rate), '--flush'],
    ...(rotation === 180 ? ['--rotation', '180'] : []),
    ...(hflip ? ['--hflip'] : []),
    ...(vflip ? ['--vflip'] : []),
    ...['-o', '-'],
  ];
};

const raspividH264Arguments: ToArguments = (settings, number) => {
  const { resolution, frame_rate, rotation, hflip, vflip, bitrateKbps = DEFAULT_KILOBITS_PER_SECOND } = settings;
  const framesPerSecond = Math.max(RASPIVID_LOWEST_FRAME_RATE, frame_rate);
  return [
    ...(number === null ? [] : ['-cs', String(number)]),
    ...['-t', '0', '-n', '-cd', 'H264', '-ih', '-g', String(framesPerSecond * SECONDS_BETWEEN_KEYFRAMES), '-pf', 'baseline'],
    ...['-w', String(resolution[0]), '-h', String(resolution[1]), '-fps', String(framesPerSecond)],
    ...['-b', String(Math.min(RASPIVID_HIGHEST_BITS_PER_SECOND, bitrateKbps * 1000)), '-fl'],
    ...(rotation === 180 ? ['-rot', '180'] : []),
    ...(hflip ? ['-hf'] : []),
    ...(vflip ? ['-vf'] : []),
    ...['-o', '-'],
  ];
};

/** In the order in which they are tried. */
const PROGRAMS: readonly { name: string; toArguments: ToArguments; toH264Arguments: ToArguments }[] = [
  { name: 'rpicam-vid', toArguments: rpicamArguments, toH264Arguments: rpicamH264Arguments },
  { name: 'libcamera-vid', toArguments: rpicamArguments, toH264Arguments: rpicamH264Arguments },
  { name: 'raspivid', toArguments: raspividArguments, toH264Arguments: raspividH264Arguments },
];

/** A camera on one of the Raspberry Pi's own sockets, through the video program of its system. */
export class RpicamSource implements CameraSource {
  readonly name = 'rpicam';
  readonly gives: CameraSource['gives'];
  readonly startupAllowanceMilliseconds = 8000;
  readonly draws = { rotationAndFlips: true, timestamp: false };
  readonly #dependencies: SourceDependencies;
  readonly #number: number | null;

  /** @param number which camera, as `--list-cameras` counts them; null for the first */
  constructor(dependencies: SourceDependencies, number: number | null = null, gives: CameraSource['gives'] = 'jpeg') {
    this.gives = gives;
    this.#dependencies = dependencies;
    this.#number = number;
  }

  start(settings: CaptureSettings, sink: CaptureSink): Capture {
    const isH264 = this.gives === 'h264';
    for (const { name, toArguments, toH264Arguments } of PROGRAMS) {
      const file = findProgram(name, this.#dependencies.environment.PATH);
      if (file !== null) {
        const words = (isH264 ? toH264Arguments : toArguments)(settings, this.#number);
        const gives = isH264 ? 'h264 byte stream' : 'jpegs';
        return new ProgramCapture({ name, file, arguments: words, gives }, sink, this.#dependencies);
      }
    }
    return failedCapture(
      sink,
      `${PROGRAMS.map(({ name }) => name).join(', ')}: none of them is installed; install the package rpicam-apps`,
    );
  }
}
