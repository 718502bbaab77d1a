import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { samplesOfFrame } from '../../media/sound/sound-frame.ts';
import { FragmentReader } from '../../mp4/fragment-reader.ts';
import type { EnteredAddresses } from '../../network/entered-address.ts';
import type { EnteredAgents } from '../../network/entered-agents.ts';
import { requestEntered } from '../../network/entered-request.ts';
import { connectionFault, RemoteFault, withoutConfirmation } from '../../remote/remote-fault.ts';
import type { Clock } from '../../system/clock.ts';
import { afterAwake } from '../../system/patience.ts';
import { petlogIdHeader } from '../../../shared/petlog-id-header.ts';
import type { CameraSoundSink } from '../source.ts';
import { faultOfPetLog } from './http-answer.ts';
import { PetLogClock } from './petlog-clock.ts';

interface PetLogSoundOptions {
  /** Of `/live/status` and `/live/video` of the camera there. */
  readonly urls: { readonly status: string; readonly video: string };
  readonly credentials: OutgoingHttpHeaders;
  /** Connections of its own, as that of the pictures is busy. */
  createAgents(): EnteredAgents;
  /** @throws RemoteFault where another PetLog answers than the one that is meant */
  recognize(answer: IncomingMessage): void;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly sink: CameraSoundSink;
  readonly clock: Clock;
}

/** As much of its status as is of use here. */
const StatusThere = z.object({ has_sound: z.boolean(), frame_rate: z.number().positive() });

const retryMilliseconds = [1000, 2000, 5000, 10_000] as const;
/** Whether its sound is still on, and whether its video still comes, is looked at so often. */
const lookMilliseconds = 10_000;
const answerMilliseconds = 8000;
const mostStatusBytes = 256 * 1024;
/** Without any times in so long, none will come: it is heard as it arrives. */
const timelessMilliseconds = 3000;
const switchedOff = 'has its sound switched off in the other PetLog';

/**
 * The sound of a camera of another PetLog, while somebody hears it here: the AAC of its live video, which that PetLog has made
 * for whoever watches it that way, passed on as it is. The pictures beside it are passed over, as those that are shown come as JPEGs.
 * While its sound is switched off there, it is asked for that alone.
 */
export class PetLogSound {
  readonly #options: PetLogSoundOptions;
  readonly #clockThere: PetLogClock;
  #intervalMilliseconds: number | null = null;
  #listening: AbortController | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: PetLogSoundOptions) {
    this.#options = options;
    this.#clockThere = new PetLogClock(() => this.#intervalMilliseconds);
  }

  /**
   * A picture came.
   *
   * @param capturedAtMicroseconds by the other's clock
   * @returns when that was by our monotonic clock, in milliseconds
   */
  picture(capturedAtMicroseconds: number, arrivedMilliseconds: number): number {
    return this.#clockThere.picture(capturedAtMicroseconds, arrivedMilliseconds);
  }

  hear(isHeard: boolean): void {
    if (isHeard === (this.#listening !== null)) {
      return;
    }
    this.#listening?.abort();
    this.#listening = isHeard ? new AbortController() : null;
    if (this.#listening !== null) {
      this.#ended = Promise.all([this.#ended, this.#run(this.#listening.signal)]).then(() => undefined);
    }
  }

  /** Resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.hear(false);
    await this.#ended;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { sink, clock } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      const agents = [this.#options.createAgents(), this.#options.createAgents()] as const;
      const error: unknown = await this.#listen(agents, signal, () => (failures = 0)).catch((reason: unknown) => reason);
      agents.forEach((one) => one.close());
      if (!signal.aborted) {
        sink.format({ problem: withoutConfirmation(connectionFault(error).message) });
        await waited(clock, retryMilliseconds[Math.min(failures, retryMilliseconds.length - 1)] ?? 0, signal);
        failures += 1;
      }
    }
  }

  /** Hears it until it ends. @throws AddressRefusal, RemoteFault, or what the connection says */
  async #listen([forStatus, forSound]: readonly [EnteredAgents, EnteredAgents], signal: AbortSignal, onHeard: () => void): Promise<never> {
    const { urls, clock, sink } = this.#options;
    await this.#assertIsOnThere(forStatus, signal);
    const answer = await this.#ask(urls.video, 'video/mp4', forSound, signal);
    const sinceMilliseconds = clock.monotonicMilliseconds();
    let frameMilliseconds = 0;
    let hasCome = false;
    this.#clockThere.begin();
    const reader = new FragmentReader({
      onMovie: (sound) => {
        if (sound === null) {
          throw new RemoteFault(switchedOff);
        }
        frameMilliseconds = (samplesOfFrame * 1000) / sound.samplesPerSecond;
        sink.format({ encoding: 'aac', ...sound });
      },
      onProducerTime: (captured, media) => this.#clockThere.video(captured, media),
      onSound: (begin, frames) => {
        onHeard();
        frames.forEach((data, index) => this.#passOn(data, begin + index * frameMilliseconds, sinceMilliseconds));
      },
    });
    const stopLooking = every(clock, lookMilliseconds, async () => {
      const came = hasCome;
      hasCome = false;
      const fault = came ? await this.#assertIsOnThere(forStatus, signal).catch(asSwitchedOff) : new RemoteFault('does not answer');
      if (fault !== undefined) {
        answer.destroy(fault);
      }
    });
    try {
      for await (const chunk of answer) {
        hasCome = true;
        reader.push(chunk as Buffer);
      }
    } catch (error) {
      throw error instanceof RangeError ? new RemoteFault('sends sound that is not understood', { cause: error }) : error;
    } finally {
      stopLooking();
      answer.destroy();
    }
    throw new RemoteFault('ended its sound');
  }

  /** What was heard before anybody asked is late, and goes with no picture that is still shown. */
  #passOn(data: Buffer, mediaMilliseconds: number, sinceMilliseconds: number): void {
    const { sink, clock } = this.#options;
    const heardMilliseconds = this.#clockThere.at(mediaMilliseconds);
    const isTimeless = clock.monotonicMilliseconds() - sinceMilliseconds > timelessMilliseconds;
    if (heardMilliseconds === null ? isTimeless : heardMilliseconds >= sinceMilliseconds) {
      sink.packet({ data, sourceMilliseconds: null, heardMilliseconds });
    }
  }

  /** @throws RemoteFault where it is off, or that cannot be found out */
  async #assertIsOnThere(agents: EnteredAgents, signal: AbortSignal): Promise<void> {
    const answer = await this.#ask(this.#options.urls.status, 'application/json', agents, signal);
    const status = StatusThere.safeParse(parsed(await this.#textOf(answer)));
    if (!status.success) {
      throw new RemoteFault('does not say whether it has sound: its PetLog is too old');
    }
    this.#intervalMilliseconds = 1000 / status.data.frame_rate;
    if (!status.data.has_sound) {
      throw new RemoteFault(switchedOff);
    }
  }

  /** What came of one that is too long. @throws RemoteFault where its end does not come in time */
  async #textOf(answer: IncomingMessage): Promise<string> {
    const cancel = afterAwake(this.#options.clock, answerMilliseconds, () => answer.destroy(new RemoteFault('does not answer')));
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const chunk of answer) {
        chunks.push(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        if (bytes > mostStatusBytes) {
          break;
        }
      }
    } finally {
      cancel();
      answer.destroy();
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async #ask(url: string, type: string, agents: EnteredAgents, signal: AbortSignal): Promise<IncomingMessage> {
    const { addresses, credentials, recognize, clock } = this.#options;
    const patience = new AbortController();
    const cancel = afterAwake(clock, answerMilliseconds, () => patience.abort());
    let answer: IncomingMessage | null = null;
    try {
      answer = await requestEntered(addresses, {
        ...{ url, agents, credentials, headers: { 'User-Agent': 'PetLog', Accept: type } },
        signal: AbortSignal.any([signal, patience.signal]),
      });
      if (answer.statusCode !== 200) {
        throw await faultOfPetLog(answer, 'Authorization' in credentials);
      }
      if (petlogIdHeader in answer.headers) {
        recognize(answer);
      }
      return answer;
    } catch (error) {
      answer?.destroy();
      throw patience.signal.aborted ? new RemoteFault('does not answer') : error;
    } finally {
      cancel();
    }
  }
}

/** Only that it is off ends what is heard; a question without an answer does not. */
const asSwitchedOff = (error: unknown): RemoteFault | undefined =>
  error instanceof RemoteFault && error.message === switchedOff ? error : undefined;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Does something again and again, each time after it is done. @returns ends it */
function every(clock: Clock, milliseconds: number, look: () => Promise<void>): () => void {
  let isOver = false;
  let cancel = (): void => {};
  const later = (): void => {
    cancel = clock.after(milliseconds, () => {
      void look().then(() => {
        if (!isOver) {
          later();
        }
      });
    });
  };
  later();
  return () => {
    isOver = true;
    cancel();
  };
}

/** Resolves then, or when it is not waited for any more. */
function waited(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(milliseconds, done);
    signal.addEventListener('abort', done);
  });
}
