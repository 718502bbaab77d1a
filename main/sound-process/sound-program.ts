import type { HeardInput, SoundCommand, SoundReport } from '../media/sound/protocol.ts';
import type { Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import { CameraInput } from './camera-input.ts';
import { LevelMeter } from './level-meter.ts';
import { MicrophoneInput } from './microphone-input.ts';
import { SoundEncoding } from './sound-encoding.ts';
import type { SoundInput, SoundSink } from './sound-input.ts';
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

/** Listens to one microphone, again and again where it ends, or to what a camera sends, and reports what it hears. */
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
    if (command.type === 'camera-sound') {
      this.#input?.add?.(command);
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
    const { report, machineMilliseconds } = this.#options;
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
    const isStillHeard = (): boolean => {
      if (this.#encoding === encoding && !isHeard) {
        isHeard = true;
        this.#failures = 0;
        report({ type: 'microphone', problem: null });
      }
      return this.#encoding === encoding;
    };
    const sink: SoundSink = {
      onSamples: (samples, heard): void => {
        if (isStillHeard()) {
          const now = { atMilliseconds: machineMilliseconds() - listen.machineOffsetMilliseconds, isTold: false, isPassed: false };
          const { atMilliseconds, isTold, isPassed } = heard ?? now;
          this.#level?.add(samples);
          encoding.wantAac(!isPassed);
          encoding.add(samples, atMilliseconds, isTold);
        }
      },
      onAac: (number, data): void => {
        if (isStillHeard()) {
          encoding.wantAac(false);
          report({ type: 'sound', number, data });
        }
      },
      areSamplesWanted: () => this.#isOpusWanted || this.#level !== null,
      onEnded: (reason: string): void => {
        if (this.#encoding === encoding) {
          report({ type: 'microphone', problem: reason });
          void this.#end().then(() => this.#beginLater());
        }
      },
    };
    this.#encoding = encoding;
    this.#input = this.#open(listen.input, sink);
  }

  #open(input: HeardInput, sink: SoundSink): SoundInput {
    const { clock, spawn } = this.#options;
    switch (input.kind) {
      case 'tone':
        return new ToneInput(clock, sink);
      case 'microphone':
        return new MicrophoneInput(input.device, { spawn, clock }, sink);
      case 'camera':
        return new CameraInput(input.format, sink);
    }
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
