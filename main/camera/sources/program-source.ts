import { JpegSplitter } from '../../frames/jpeg-splitter.ts';
import { ChildProgram, describeEnd, type ProgramEnd, type Spawn } from '../../system/child-program.ts';
import type { Clock } from '../../system/clock.ts';
import type { CameraPacket, Capture, CaptureSink } from '../source.ts';
import { byteStream, type EncodedOutput, packetStream } from './encoded-output.ts';

/** What all sources need of the world around them. */
export interface SourceDependencies {
  clock: Clock;
  spawn: Spawn;
  environment: NodeJS.ProcessEnv;
}

export interface CaptureProgram {
  /** What people call it. */
  name: string;
  file: string;
  arguments: readonly string[];
  environment?: NodeJS.ProcessEnv;
  /** One of our own programs, which end with their standard input. */
  isOurs?: boolean;
  /** What it writes to its standard output: JPEGs back to back unless it says otherwise. */
  gives?: 'jpegs' | 'h264 byte stream' | 'h264 packets';
  /** Turns the program's end into a sentence, where it knows more than its last line says. */
  describe?(end: ProgramEnd): string;
}

/** Whoever has a program of JPEGs needs no packets. */
export type ProgramSink = Pick<CaptureSink, 'frame' | 'ended'> & Partial<Pick<CaptureSink, 'packet'>>;

/** No camera's JPEG is larger: 4608x2592 at quality 100 is about 12 MB. */
export const LARGEST_JPEG_BYTES = 16 * 1024 * 1024;
/** So much without a picture in it is no camera. */
export const GARBAGE_LIMIT_BYTES = 2 * LARGEST_JPEG_BYTES;

/** A capture by a program that writes pictures to its standard output. */
export class ProgramCapture implements Capture {
  readonly #program: ChildProgram;
  readonly #sink: ProgramSink;
  #isOver = false;
  #garbageBytes = 0;
  #garbageBytesSinceFrame = 0;

  constructor(program: CaptureProgram, sink: ProgramSink, { spawn, clock, environment }: SourceDependencies) {
    this.#sink = sink;
    const output = this.#reader(program);
    this.#program = new ChildProgram({
      file: program.file,
      arguments: program.arguments,
      environment: program.environment ?? environment,
      holdsInput: program.isOurs ?? false,
      spawn,
      clock,
      onOutput: (chunk) => {
        if (!this.#isOver) {
          output.push(chunk, clock.monotonicMilliseconds());
        }
      },
      onEnd: (end) => this.#end(program.describe?.(end) ?? `${program.name} ${describeEnd(end)}`),
    });
  }

  /** Bytes between pictures, which were skipped. */
  get garbageBytes(): number {
    return this.#garbageBytes;
  }

  get pid(): number | undefined {
    return this.#program.pid;
  }

  stop(): Promise<void> {
    this.#isOver = true;
    return this.#program.stop();
  }

  kill(): Promise<void> {
    this.#isOver = true;
    return this.#program.kill();
  }

  #reader({ gives = 'jpegs', name }: CaptureProgram): EncodedOutput {
    const onGarbage = (bytes: number): void => this.#garbage(bytes, name);
    const onPacket = (packet: CameraPacket): void => {
      if (this.#isGood()) {
        this.#sink.packet?.(packet);
      }
    };
    switch (gives) {
      case 'jpegs':
        return new JpegSplitter(LARGEST_JPEG_BYTES, (jpeg) => this.#isGood() && this.#sink.frame(jpeg), onGarbage);
      case 'h264 byte stream':
        return byteStream(LARGEST_JPEG_BYTES, { onPacket, onGarbage });
      case 'h264 packets':
        return packetStream({ onPacket, onGarbage });
    }
  }

  /** A picture came: whether it is of use. */
  #isGood(): boolean {
    this.#garbageBytesSinceFrame = 0;
    return !this.#isOver;
  }

  #garbage(bytes: number, name: string): void {
    this.#garbageBytes += bytes;
    this.#garbageBytesSinceFrame += bytes;
    if (this.#garbageBytesSinceFrame > GARBAGE_LIMIT_BYTES) {
      this.#end(`${name} sends data that is no picture`);
      void this.#program.kill();
    }
  }

  #end(reason: string): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#sink.ended(reason);
    }
  }
}
