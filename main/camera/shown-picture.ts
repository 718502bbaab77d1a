import type { PictureCodec } from '../../shared/picture-codecs.ts';
import { lengthPrefix, LengthPrefixReader } from '../frames/length-prefix.ts';
import { ChildProgram, describeEnd } from '../system/child-program.ts';
import { captureProgram } from './sources/capture-program.ts';
import type { SourceDependencies } from './sources/program-source.ts';

/** One picture of a camera, as JPEG, and the size that it had. */
export interface ShownPicture {
  readonly jpeg: Buffer;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** A picture that is being made; a process of its own decodes it. */
export interface PictureMaking {
  /** Rejects with one sentence, which begins with the camera. */
  readonly picture: Promise<ShownPicture>;
  /** Resolves when nothing is left of it. */
  stop(): Promise<void>;
}

const largestMessageBytes = 16 * 1024 * 1024;

/** @param data a JPEG, or a keyframe in the byte stream format, with its parameter sets */
export function makeShownPicture(
  codec: PictureCodec,
  data: Buffer,
  mostBytes: number,
  { clock, spawn, environment }: SourceDependencies,
): PictureMaking {
  const { file, arguments: words } = captureProgram('the picture', { kind: 'picture', codec, mostBytes }, environment);
  const messages: Buffer[] = [];
  const reader = new LengthPrefixReader(largestMessageBytes, (message) => messages.push(message));
  const program = new ChildProgram({
    ...{ file, arguments: words, environment, holdsInput: true, spawn, clock },
    onOutput: (chunk) => reader.push(chunk),
  });
  program.input?.write(Buffer.concat([lengthPrefix(data.length), data]));
  const picture = program.ended.then((end) => {
    const [size, jpeg] = messages;
    if (size === undefined || jpeg === undefined) {
      const told = end.exitCode === 1 ? end.lastLines.at(-1) : undefined;
      throw new Error(`the camera answers, but ${told ?? `its picture cannot be decoded: the process that does so ${describeEnd(end)}`}`);
    }
    return { jpeg, ...(JSON.parse(size.toString()) as Omit<ShownPicture, 'jpeg'>) };
  });
  picture.catch(() => {}); // whoever no longer waits for it ends it
  return { picture, stop: () => program.kill() };
}
