/** What the stand-in understands of the programs whose names it goes by; flags as their documentation writes them. */

export interface Capture {
  /** Which of the cameras that it lists. */
  camera: number;
  widthPixels: number;
  heightPixels: number;
  framesPerSecond: number;
  mirrorLeftToRight: boolean;
  mirrorTopToBottom: boolean;
  /** Milliseconds; 0 is without end. */
  timeoutMilliseconds: number;
  /** What comes out: JPEGs, or H.264 with a keyframe every so many pictures. */
  h264: { intra: number } | null;
  /** One picture, or a series with this many milliseconds between them. */
  stills: 'no' | 'one' | number;
}

type Apply = (capture: Capture, value: string) => void;
interface Flag {
  names: readonly string[];
  takesValue: boolean;
  apply?: Apply;
  /** The only values that make sense here. */
  only?: readonly string[];
}

const number = (value: string): number => {
  if (!/^\d+$/.test(value)) {
    throw new UsageError(value);
  }
  return Number(value);
};

export class UsageError extends Error {
  readonly argument: string;
  constructor(argument: string) {
    super(argument);
    this.argument = argument;
  }
}

const turn: Apply = (capture, value) => {
  if (value === '180') {
    capture.mirrorLeftToRight = !capture.mirrorLeftToRight;
    capture.mirrorTopToBottom = !capture.mirrorTopToBottom;
  }
};
const hflip: Apply = (capture) => void (capture.mirrorLeftToRight = !capture.mirrorLeftToRight);
const vflip: Apply = (capture) => void (capture.mirrorTopToBottom = !capture.mirrorTopToBottom);
const width: Apply = (capture, value) => void (capture.widthPixels = number(value));
const height: Apply = (capture, value) => void (capture.heightPixels = number(value));
const rate: Apply = (capture, value) => void (capture.framesPerSecond = number(value));
const timeout: Apply = (capture, value) => void (capture.timeoutMilliseconds = number(value));
const camera: Apply = (capture, value) => void (capture.camera = number(value));
const codec: Apply = (capture, value) => void (capture.h264 = value.toLowerCase() === 'h264' ? { intra: 60 } : null);
const intra: Apply = (capture, value) => {
  if (capture.h264 !== null) {
    capture.h264.intra = number(value);
  }
};
const timelapse: Apply = (capture, value) => void (capture.stills = number(value));

const rpicam: readonly Flag[] = [
  { names: ['--camera'], takesValue: true, apply: camera },
  { names: ['-t', '--timeout'], takesValue: true, apply: timeout },
  { names: ['-n', '--nopreview'], takesValue: false },
  { names: ['-o', '--output'], takesValue: true, only: ['-'] },
  { names: ['--width'], takesValue: true, apply: width },
  { names: ['--height'], takesValue: true, apply: height },
  { names: ['-q', '--quality'], takesValue: true, apply: (_, value) => void number(value) },
  { names: ['--rotation'], takesValue: true, apply: turn, only: ['0', '180'] },
  { names: ['--hflip'], takesValue: false, apply: hflip },
  { names: ['--vflip'], takesValue: false, apply: vflip },
];
const rpicamVideo: readonly Flag[] = [
  ...rpicam,
  { names: ['--codec'], takesValue: true, apply: codec, only: ['mjpeg', 'h264'] },
  { names: ['-g', '--intra'], takesValue: true, apply: intra },
  { names: ['--inline'], takesValue: false },
  { names: ['--profile'], takesValue: true, only: ['baseline', 'main', 'high'] },
  { names: ['-b', '--bitrate'], takesValue: true, apply: (_, value) => void number(value) },
  { names: ['--framerate'], takesValue: true, apply: rate },
  { names: ['--flush'], takesValue: false },
];
const rpicamStill: readonly Flag[] = [
  ...rpicam,
  { names: ['-e', '--encoding'], takesValue: true, only: ['jpg'] },
  { names: ['--timelapse'], takesValue: true, apply: timelapse },
  { names: ['--thumb'], takesValue: true },
];

const legacy: readonly Flag[] = [
  { names: ['-cs', '--camselect'], takesValue: true, apply: camera },
  { names: ['-t', '--timeout'], takesValue: true, apply: timeout },
  { names: ['-n', '--nopreview'], takesValue: false },
  { names: ['-o', '--output'], takesValue: true, only: ['-'] },
  { names: ['-w', '--width'], takesValue: true, apply: width },
  { names: ['-h', '--height'], takesValue: true, apply: height },
  { names: ['-rot', '--rotation'], takesValue: true, apply: turn, only: ['0', '90', '180', '270'] },
  { names: ['-hf', '--hflip'], takesValue: false, apply: hflip },
  { names: ['-vf', '--vflip'], takesValue: false, apply: vflip },
];
const raspivid: readonly Flag[] = [
  ...legacy,
  { names: ['-cd', '--codec'], takesValue: true, apply: codec, only: ['MJPEG', 'H264'] },
  { names: ['-g', '--intra'], takesValue: true, apply: intra },
  { names: ['-ih', '--inline'], takesValue: false },
  { names: ['-pf', '--profile'], takesValue: true, only: ['baseline', 'main', 'high'] },
  { names: ['-fps', '--framerate'], takesValue: true, apply: rate },
  { names: ['-b', '--bitrate'], takesValue: true, apply: (_, value) => void number(value) },
  { names: ['-fl', '--flush'], takesValue: false },
];
const raspistill: readonly Flag[] = [
  ...legacy,
  { names: ['-e', '--encoding'], takesValue: true, only: ['jpg'] },
  { names: ['-q', '--quality'], takesValue: true, apply: (_, value) => void number(value) },
  { names: ['-th', '--thumb'], takesValue: true },
  { names: ['-tl', '--timelapse'], takesValue: true, apply: timelapse },
];

const programs: ReadonlyMap<string, readonly Flag[]> = new Map([
  ['rpicam-vid', rpicamVideo],
  ['libcamera-vid', rpicamVideo],
  ['rpicam-still', rpicamStill],
  ['libcamera-still', rpicamStill],
  ['raspivid', raspivid],
  ['raspistill', raspistill],
]);

/** @throws UsageError for what the program does not know */
export function parseCommandLine(program: string, arguments_: readonly string[]): Capture {
  const flags = programs.get(program);
  if (flags === undefined) {
    throw new Error(`the stand-in does not know the program ${program}`);
  }
  const capture: Capture = {
    camera: 0,
    widthPixels: 1280,
    heightPixels: 720,
    framesPerSecond: 30,
    mirrorLeftToRight: false,
    mirrorTopToBottom: false,
    timeoutMilliseconds: 5000,
    h264: null,
    stills: program.endsWith('still') ? 'one' : 'no',
  };
  const given = new Set<Flag>();
  for (let index = 0; index < arguments_.length; index += 1) {
    const argument = arguments_[index] ?? '';
    const flag = flags.find(({ names }) => names.includes(argument));
    const value = flag?.takesValue === true ? arguments_[(index += 1)] : '';
    if (flag === undefined || value === undefined || flag.only?.includes(value) === false) {
      throw new UsageError(argument);
    }
    given.add(flag);
    flag.apply?.(capture, value);
  }
  for (const name of ['-o', '--codec', '-cd']) {
    const flag = flags.find(({ names }) => names.includes(name));
    if (flag !== undefined && !given.has(flag)) {
      throw new UsageError(`${name} is missing`);
    }
  }
  return capture;
}
