import { fileURLToPath } from 'node:url';
import type { CaptureRequest } from '../capture-process/request.ts';
import { lengthPrefix, LengthPrefixReader } from '../frames/length-prefix.ts';
import { childModuleUrl } from '../system/child-module.ts';
import { ChildProgram, describeEnd, type Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { nodeProgram } from '../system/node-program.ts';
import type { FrameTransform, FrameTransformOptions } from './frame-preparation.ts';
import { LARGEST_JPEG_BYTES } from './sources/program-source.ts';

interface FrameTransformDependencies {
  spawn: Spawn;
  clock: Clock;
  logger: Logger;
  environment?: NodeJS.ProcessEnv;
}

/** A program that cannot run should not be started for each frame. */
const restartDelayMilliseconds = 1000;

interface Running {
  program: ChildProgram;
  /** The frame that it works on. */
  answer: PromiseWithResolvers<Buffer> | null;
}

/**
 * Turns, mirrors and labels a camera's JPEGs in a child process of ours, which
 * decodes and encodes them. When it dies, the frame that it had is lost, and the
 * next one after a second starts it anew.
 */
export class FrameTransformProgram implements FrameTransform {
  readonly #dependencies: FrameTransformDependencies;
  readonly #request: CaptureRequest;
  #running: Running | null = null;
  #nextStartMilliseconds = -Infinity;
  /** Fulfilled when no program is left. */
  #ended: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor({ rotation, hflip, vflip, quality }: FrameTransformOptions, dependencies: FrameTransformDependencies) {
    this.#dependencies = dependencies;
    const turned = rotation === 180;
    this.#request = { kind: 'frames', mirrorLeftToRight: hflip !== turned, mirrorTopToBottom: vflip !== turned, quality };
  }

  /**
   * One frame at a time.
   *
   * @param timestampText written into the lower left corner, upright
   * @throws Error when the JPEG cannot be decoded, or the program is not running
   */
  async transform(jpeg: Buffer, timestampText: string | null): Promise<Buffer> {
    const running = this.#running ?? this.#start();
    if (running.answer !== null) {
      throw new Error('one frame at a time');
    }
    running.answer = Promise.withResolvers<Buffer>();
    const text = Buffer.from(timestampText ?? '');
    for (const part of [lengthPrefix(text.length), text, lengthPrefix(jpeg.length), jpeg]) {
      running.program.input?.write(part);
    }
    const transformed = await running.answer.promise;
    if (transformed.length === 0) {
      throw new Error('the picture cannot be decoded');
    }
    return transformed;
  }

  /** Ends the program; resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running?.program.kill();
    await this.#ended;
  }

  #start(): Running {
    const { spawn, clock, environment } = this.#dependencies;
    if (this.#isClosed || clock.monotonicMilliseconds() < this.#nextStartMilliseconds) {
      throw new Error('the program that turns and labels pictures is not running');
    }
    const reader = new LengthPrefixReader(LARGEST_JPEG_BYTES, (jpeg) => {
      const { answer } = running;
      running.answer = null;
      answer?.resolve(jpeg);
    });
    const program = new ChildProgram({
      file: nodeProgram(),
      arguments: [fileURLToPath(childModuleUrl('capture-process')), JSON.stringify(this.#request)],
      ...(environment === undefined ? {} : { environment }),
      holdsInput: true,
      onOutput: (chunk) => {
        try {
          reader.push(chunk);
        } catch {
          void program.kill(); // what it sends is no answer
        }
      },
      onEnd: (end) => {
        this.#running = null;
        this.#nextStartMilliseconds = clock.monotonicMilliseconds() + restartDelayMilliseconds;
        running.answer?.reject(new Error(`the program that turns and labels pictures ${describeEnd(end)}`));
        if (!this.#isClosed) {
          this.#dependencies.logger.warn({ reason: describeEnd(end) }, 'the program that turns and labels pictures ended');
        }
      },
      spawn,
      clock,
    });
    const running: Running = { program, answer: null };
    this.#running = running;
    this.#ended = program.ended;
    return running;
  }
}
