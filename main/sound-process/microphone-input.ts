import { samplesPerSecond } from '../media/sound/sound-frame.ts';
import { ChildProgram, type ProgramEnd, type Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';
import type { SoundInput, SoundSink } from './sound-input.ts';

/** Samples come so often, and wait for us so long where we are slow. */
const periodMicroseconds = 20_000;
const bufferMicroseconds = 500_000;
const bytesOfSample = 2;
const fullScale = 32_768;
/** One that gives nothing for so long has ended, whatever its program does. */
const silentMilliseconds = 10_000;

/** A microphone by its name of ALSA, read by `arecord`, which converts what the device gives. */
export class MicrophoneInput implements SoundInput {
  readonly #sink: Pick<SoundSink, 'onSamples' | 'onEnded'>;
  readonly #program: ChildProgram;
  readonly #patience: Patience;
  /** Half of a sample. */
  #rest: Buffer = Buffer.alloc(0);
  #isClosed = false;

  constructor(device: string, { spawn, clock }: { spawn: Spawn; clock: Clock }, sink: Pick<SoundSink, 'onSamples' | 'onEnded'>) {
    this.#sink = sink;
    this.#patience = new Patience(clock, () => sink.onEnded(`the microphone ${device} gives nothing`));
    this.#patience.begin(silentMilliseconds);
    this.#program = new ChildProgram({
      file: 'arecord',
      arguments: [
        ...['--quiet', '--device', device, '--file-type', 'raw', '--format', 'S16_LE'],
        ...['--rate', String(samplesPerSecond), '--channels', '1'],
        ...['--period-time', String(periodMicroseconds), '--buffer-time', String(bufferMicroseconds)],
      ],
      onOutput: (chunk) => this.#take(chunk),
      onEnd: (end) => {
        this.#patience.end();
        if (!this.#isClosed) {
          sink.onEnded(whyEnded(device, end));
        }
      },
      spawn,
      clock,
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#patience.end();
    await this.#program.stop();
  }

  #take(chunk: Buffer): void {
    this.#patience.sign();
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const count = Math.floor(bytes.length / bytesOfSample);
    this.#rest = bytes.subarray(count * bytesOfSample);
    this.#sink.onSamples(Float32Array.from({ length: count }, (_, index) => bytes.readInt16LE(index * bytesOfSample) / fullScale));
  }
}

function whyEnded(device: string, { startError, lastLines }: ProgramEnd): string {
  if (startError !== null) {
    return 'ENOENT' === (startError as NodeJS.ErrnoException).code
      ? 'the program arecord is missing: install the package alsa-utils'
      : `arecord could not be started: ${startError.message}`;
  }
  const said = lastLines.join(' ');
  if (/busy/i.test(said)) {
    return `the microphone ${device} is in use by another program`;
  }
  if (/permission denied/i.test(said)) {
    return `the microphone ${device} may not be used: permission denied (its group is usually "audio")`;
  }
  return /no such (file|device)|unknown pcm|cannot find card/i.test(said)
    ? `there is no microphone ${device}`
    : `the microphone ${device} ended${said === '' ? '' : `: ${said.slice(0, 200)}`}`;
}
