import { fileURLToPath } from 'node:url';
import type { CaptureRequest } from '../capture-process/request.ts';
import { lengthPrefix, LengthPrefixReader } from '../frames/length-prefix.ts';
import { childModuleUrl } from '../system/child-module.ts';
import { ChildProgram, describeEnd, type Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { nodeProgram } from '../system/node-program.ts';
import { LARGEST_JPEG_BYTES } from './sources/program-source.ts';

export interface PictureProgramDependencies {
  spawn: Spawn;
  clock: Clock;
  logger: Logger;
  environment?: NodeJS.ProcessEnv;
}

/** A program that cannot run should not be started for each picture. */
const restartDelayMilliseconds = 1000;

interface Running {
  program: ChildProgram;
  /** To the picture that it works on. */
  answer: PromiseWithResolvers<Buffer> | null;
}

/**
 * A child process of ours that decodes and encodes JPEGs. When it dies, the
 * picture that it had is lost, and the next one after a second starts it anew.
 */
export class PictureProgram {
  readonly #dependencies: PictureProgramDependencies;
  readonly #request: CaptureRequest;
  #running: Running | null = null;
  #nextStartMilliseconds = -Infinity;
  /** Fulfilled when no program is left. */
  #ended: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(request: CaptureRequest, dependencies: PictureProgramDependencies) {
    this.#dependencies = dependencies;
    this.#request = request;
  }

  /**
   * One picture at a time.
   *
   * @param order what is to be done with it, as the program reads it
   * @throws Error when the JPEG cannot be decoded, or the program is not running
   */
  async ask(order: string, jpeg: Buffer): Promise<Buffer> {
    const running = this.#running ?? this.#start();
    if (running.answer !== null) {
      throw new Error('one picture at a time');
    }
    running.answer = Promise.withResolvers<Buffer>();
    const text = Buffer.from(order);
    for (const part of [lengthPrefix(text.length), text, lengthPrefix(jpeg.length), jpeg]) {
      running.program.input?.write(part);
    }
    const answer = await running.answer.promise;
    if (answer.length === 0) {
      throw new Error('the picture cannot be decoded');
    }
    return answer;
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
      throw new Error('the program that changes pictures is not running');
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
        running.answer?.reject(new Error(`the program that changes pictures ${describeEnd(end)}`));
        if (!this.#isClosed) {
          this.#dependencies.logger.warn({ reason: describeEnd(end) }, 'the program that changes pictures ended');
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
