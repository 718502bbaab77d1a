import type { SoundCommand, SoundReport } from '../media/sound/protocol.ts';
import type { Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import { LevelMeter } from './level-meter.ts';
import { MicrophoneInput } from './microphone-input.ts';
import { SoundEncoding } from './sound-encoding.ts';
import type { SoundInput } from './sound-input.ts';
import { ToneInput } from './tone-input.ts';

interface SoundProgramOptions {
  readonly report: (report: SoundReport) => void;
  readonly clock: Clock;
  readonly spawn: Spawn;
  /** Monotonic milliseconds that all processes of the machine share. */
  readonly machineMilliseconds: () => number;
}

/** A microphone that is gone is looked for so often. */
const retryMilliseconds = [500, 1000, 2000, 5000] as const;

/** Listens to one microphone, again and again where it ends, and reports what it hears. */
export class SoundProgram {
  readonly #options: SoundProgramOptions;
  #listen: Extract<SoundCommand, { type: 'listen' }> | null = null;
  #input: SoundInput | null = null;
  #encoding: SoundEncoding | null = null;
  #level: LevelMeter | null = null;
  #isOpusWanted = false;
  #failures = 0;
  #isClosed = false;
  #cancelRetry: () => void = () => {};

  constructor(options: SoundProgramOptions) {
    this.#options = options;
  }

  handle(command: SoundCommand): void {
    if (command.type === 'tell-level') {
      this.#level = command.isWanted ? (this.#level ?? new LevelMeter((dbfs) => this.#options.report({ type: 'level', dbfs }))) : null;
      return;
    }
    if (command.type === 'encode-opus') {
      this.#isOpusWanted = command.isWanted;
      this.#encoding?.wantOpus(command.isWanted);
      return;
    }
    this.#listen = command.type === 'rest' ? null : command;
    this.#failures = 0;
    void this.#end().then(() => this.#begin());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  #begin(): void {
    const listen = this.#listen;
    if (listen === null || this.#isClosed || this.#input !== null) {
      return;
    }
    const { clock, spawn, report, machineMilliseconds } = this.#options;
    const reportOfThis = (event: SoundReport): void => {
      if (this.#encoding === encoding) {
        report(event);
      }
    };
    const encoding = new SoundEncoding({
      onAac: (number, data) => reportOfThis({ type: 'sound', number, data }),
      onOpus: (frame) => reportOfThis({ type: 'opus', ...frame }),
    });
    encoding.wantOpus(this.#isOpusWanted);
    let isHeard = false;
    const sink = {
      onSamples: (samples: Float32Array): void => {
        if (this.#encoding !== encoding) {
          return;
        }
        if (!isHeard) {
          isHeard = true;
          this.#failures = 0;
          report({ type: 'microphone', problem: null });
        }
        this.#level?.add(samples);
        encoding.add(samples, machineMilliseconds() - listen.machineOffsetMilliseconds);
      },
      onEnded: (reason: string): void => {
        if (this.#encoding === encoding) {
          report({ type: 'microphone', problem: reason });
          void this.#end().then(() => this.#beginLater());
        }
      },
    };
    this.#encoding = encoding;
    this.#input = listen.microphone === null ? new ToneInput(clock, sink) : new MicrophoneInput(listen.microphone, { spawn, clock }, sink);
  }

  #beginLater(): void {
    const milliseconds = retryMilliseconds[Math.min(this.#failures, retryMilliseconds.length - 1)] ?? 0;
    this.#failures += 1;
    this.#cancelRetry();
    this.#cancelRetry = this.#options.clock.after(milliseconds, () => this.#begin());
  }

  async #end(): Promise<void> {
    this.#cancelRetry();
    const [input, encoding] = [this.#input, this.#encoding];
    this.#input = null;
    this.#encoding = null;
    await input?.close();
    encoding?.close();
  }
}
