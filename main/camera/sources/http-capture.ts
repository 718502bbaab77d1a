import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { JpegSplitter } from '../../frames/jpeg-splitter.ts';
import { RateLimit } from '../../frames/rate-limit.ts';
import type { EnteredAddresses } from '../../network/entered-address.ts';
import type { EnteredAgents } from '../../network/entered-agents.ts';
import { requestEntered } from '../../network/entered-request.ts';
import type { Login } from '../../remote/login.ts';
import { RemoteFault } from '../../remote/remote-fault.ts';
import type { Clock } from '../../system/clock.ts';
import { FramePacer } from '../../system/frame-pacer.ts';
import { afterAwake } from '../../system/patience.ts';
import type { Capture, CaptureSink } from '../source.ts';
import { petlogIdHeader } from '../../../shared/petlog-id-header.ts';
import { CameraThere } from './camera-there.ts';
import { faultOfAnswer, faultOfPetLog, isMultipart } from './http-answer.ts';
import { endWith, type RememberedPetLog } from './network-camera.ts';
import type { PetLogSound } from './petlog-sound.ts';
import { GARBAGE_LIMIT_BYTES, LARGEST_JPEG_BYTES } from './program-source.ts';

interface HttpCaptureOptions {
  readonly url: string;
  /** How the camera is called in sentences: host and port. */
  readonly place: string;
  readonly login: Login | null;
  readonly credentials: OutgoingHttpHeaders;
  readonly isPetLog: boolean;
  /** Of another PetLog. @param recognize throws a RemoteFault where somebody else answers than before */
  readonly openSound?: ((recognize: (answer: IncomingMessage) => void) => PetLogSound) | undefined;
  /** Who another PetLog is, as far as that is remembered. */
  readonly known: RememberedPetLog | undefined;
  readonly framesPerSecond: number;
  readonly agents: EnteredAgents;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly sink: CaptureSink;
  readonly clock: Clock;
}

/** So long may a camera take before its answer begins. */
const answerMilliseconds = 8000;
/** A picture that stands still is repeated, so that whoever waits for signs of life gets them. */
const repeatMilliseconds = 1000;

/**
 * Pictures over HTTP. An answer that goes on is a stream; one that ends with
 * its only picture is asked for again, at the frame rate, one at a time.
 *
 * Where a picture ends is told by its own markers: the boundaries and lengths
 * of multipart streams are wrong in more cameras than the pictures are.
 */
export class HttpCapture implements Capture {
  readonly #options: HttpCaptureOptions;
  readonly #abort = new AbortController();
  readonly #pacer: FramePacer;
  readonly #limit: RateLimit;
  readonly #running: Promise<void>;
  readonly #sound: PetLogSound | null;
  /** The last picture, where the camera can be asked whether there is another. */
  #last: Buffer | null = null;
  #lastMilliseconds = -Infinity;
  #entityTag: string | undefined;
  #modified: string | undefined;
  #isSomebodyElse = false;
  #isOver = false;
  /** It is asked apart, whenever somebody hears it. */
  readonly hearsAtAnyTime = true;

  constructor(options: HttpCaptureOptions) {
    this.#options = options;
    this.#sound = options.openSound?.((answer) => this.#recognize(answer)) ?? null;
    this.#pacer = new FramePacer(options.framesPerSecond, options.clock);
    this.#limit = new RateLimit(options.framesPerSecond);
    this.#running = this.#run().catch((error: unknown) => {
      if (!this.#isOver) {
        this.#isOver = true;
        options.known?.lost(this.#isSomebodyElse);
        endWith(options.sink, error, options.place);
      }
      this.#end();
    });
  }

  hear(isHeard: boolean): void {
    if (!this.#isOver) {
      this.#sound?.hear(isHeard);
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#end();
    await Promise.all([this.#running, this.#sound?.close()]);
  }

  kill(): Promise<void> {
    return this.stop();
  }

  #end(): void {
    this.#pacer.stop();
    this.#abort.abort();
    this.#options.agents.close();
    void this.#sound?.close();
  }

  async #run(): Promise<void> {
    for await (const _slot of this.#pacer.slots()) {
      const answer = await this.#ask();
      const frames = answer.statusCode === 304 ? this.#repeat(answer) : await this.#read(answer);
      if (frames === 0) {
        throw new RemoteFault('sends data that is no picture');
      }
      if (frames > 1 || isMultipart(answer.headers['content-type'])) {
        throw new RemoteFault('ended its stream of pictures');
      }
    }
  }

  async #ask(): Promise<IncomingMessage> {
    const { url, addresses, agents, login, credentials, isPetLog, clock } = this.#options;
    const headers = {
      'User-Agent': 'PetLog',
      Accept: 'multipart/x-mixed-replace, image/jpeg, */*;q=0.5',
      'Cache-Control': 'no-cache',
      ...(this.#entityTag === undefined ? {} : { 'If-None-Match': this.#entityTag }),
      ...(this.#modified === undefined ? {} : { 'If-Modified-Since': this.#modified }),
    };
    const patience = new AbortController();
    const cancel = afterAwake(clock, answerMilliseconds, () => patience.abort());
    const signal = AbortSignal.any([this.#abort.signal, patience.signal]);
    const answer = await requestEntered(addresses, { url, agents, credentials, headers, ...(login === null ? {} : { login }), signal })
      .catch((error: unknown) => {
        throw patience.signal.aborted ? new RemoteFault('does not answer') : error;
      })
      .finally(cancel);
    const isUnchanged = answer.statusCode === 304 && this.#last !== null;
    const fault = isUnchanged ? null : faultOfAnswer(answer);
    if (fault !== null) {
      const told = isPetLog ? await faultOfPetLog(answer, 'Authorization' in credentials) : fault;
      answer.destroy();
      throw told;
    }
    try {
      this.#recognize(answer);
    } catch (error) {
      answer.destroy();
      throw error;
    }
    return answer;
  }

  /** @throws RemoteFault where another PetLog answers than the one that is remembered */
  #recognize({ headers }: IncomingMessage): void {
    const { known } = this.#options;
    const id = headers[petlogIdHeader];
    if (known === undefined) {
      return;
    }
    if (known.id !== null && id !== known.id && (id !== undefined || known.place !== null)) {
      this.#isSomebodyElse = true;
      throw new RemoteFault('is another PetLog than before');
    }
    if (typeof id === 'string' && /^[0-9a-f]{32}$/.test(id)) {
      known.learn({ id });
    }
  }

  #repeat(answer: IncomingMessage): number {
    answer.resume();
    const now = this.#options.clock.monotonicMilliseconds();
    if (this.#last !== null && now - this.#lastMilliseconds >= repeatMilliseconds) {
      this.#deliver(Buffer.from(this.#last), now);
    }
    return 1;
  }

  /** @returns how many pictures the answer held, once it has ended */
  #read(answer: IncomingMessage): Promise<number> {
    const { clock } = this.#options;
    const mayBeAskedAgain = !isMultipart(answer.headers['content-type']);
    this.#remember(answer);
    const there = this.#options.isPetLog ? new CameraThere(clock) : null;
    return new Promise((resolve, reject) => {
      let frames = 0;
      let garbageBytes = 0;
      const fail = (error: Error): void => {
        answer.destroy();
        reject(error);
      };
      const splitter = new JpegSplitter(
        LARGEST_JPEG_BYTES,
        (jpeg) => {
          const capturedAtMicroseconds = there?.capturedAtMicroseconds ?? null;
          try {
            if (there?.isPicture() === false) {
              garbageBytes = 0;
              return;
            }
          } catch (error) {
            fail(asError(error));
            return;
          }
          frames += 1;
          garbageBytes = 0;
          const now = clock.monotonicMilliseconds();
          const capturedMilliseconds = capturedAtMicroseconds === null ? undefined : this.#sound?.picture(capturedAtMicroseconds, now);
          // The first one of an answer was asked for when it was due.
          if ((mayBeAskedAgain && frames === 1) || this.#limit.admits(now)) {
            const mayBeUnchanged = this.#entityTag !== undefined || this.#modified !== undefined;
            this.#last = mayBeAskedAgain && mayBeUnchanged ? Buffer.from(jpeg) : null;
            this.#deliver(jpeg, now, capturedMilliseconds);
          }
        },
        (bytes, skipped) => {
          there?.header(skipped);
          garbageBytes += bytes;
          if (garbageBytes > GARBAGE_LIMIT_BYTES) {
            fail(new RemoteFault('sends data that is no picture'));
          }
        },
      );
      answer.on('data', (chunk: Buffer) => splitter.push(chunk));
      answer.on('end', () => resolve(frames));
      answer.on('error', fail);
      answer.on('close', () => reject(new RemoteFault('broke the connection off')));
    });
  }

  /** By what to ask whether there is another picture. A time of whole seconds tells nothing where they come faster. */
  #remember({ headers }: IncomingMessage): void {
    this.#entityTag = headers.etag;
    this.#modified = this.#options.framesPerSecond === 1 ? headers['last-modified'] : undefined;
  }

  #deliver(jpeg: Buffer, nowMilliseconds: number, capturedMilliseconds?: number): void {
    if (!this.#isOver) {
      this.#lastMilliseconds = nowMilliseconds;
      this.#options.sink.frame(jpeg, capturedMilliseconds);
    }
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
