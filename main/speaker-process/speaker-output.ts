import { samplesPerSecond } from '../media/sound/sound-frame.ts';
import { ChildProgram, type ProgramEnd, type Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';

/** It plays as soon as so much is there, and can take more where we were late. */
const startMicroseconds = 40_000;
const bufferMicroseconds = 200_000;
const periodMicroseconds = 20_000;
const fullScale = 32_767;
/** A program that says nothing of what it does, and does not end, plays. */
const quietMilliseconds = 1000;
/** What was written is played to its end, which takes as long as the buffer. */
const drainMilliseconds = 1000;
/** A speaker that takes nothing for half a second is stuck; the pipe before it holds some more. */
const mostWaitingBytes = samplesPerSecond;

/** A speaker by its name of ALSA, through `aplay`, which converts to what the device takes. */
export class SpeakerOutput {
  readonly #clock: Clock;
  readonly #program: ChildProgram;
  readonly #opened = Promise.withResolvers<string | null>();
  #cancelQuiet: () => void;
  #isClosed = false;

  /** @param onEnded it ended by itself, once it had been open: why, as the rest of a sentence */
  constructor(device: string, { spawn, clock }: { spawn: Spawn; clock: Clock }, onEnded: (reason: string) => void) {
    this.#clock = clock;
    let isOpen = false;
    const opened = (): void => {
      isOpen = true;
      this.#cancelQuiet();
      this.#opened.resolve(null);
    };
    this.#cancelQuiet = clock.after(quietMilliseconds, opened);
    this.#program = new ChildProgram({
      file: 'aplay',
      arguments: [
        ...['--device', device, '--file-type', 'raw', '--format', 'S16_LE'],
        ...['--rate', String(samplesPerSecond), '--channels', '1', '--start-delay', String(startMicroseconds)],
        ...['--period-time', String(periodMicroseconds), '--buffer-time', String(bufferMicroseconds)],
      ],
      environment: { ...process.env, LC_ALL: 'C' },
      holdsInput: true,
      onOutput: () => {},
      // Said once the device is open.
      onErrorOutput: (chunk) => /^Playing /m.test(chunk.toString()) && opened(),
      onEnd: (end) => {
        this.#cancelQuiet();
        const reason = whyEnded(device, end);
        this.#opened.resolve(reason);
        if (isOpen && !this.#isClosed) {
          this.#isClosed = true;
          onEnded(reason);
        }
      },
      spawn,
      clock,
    });
  }

  /** Why it does not open; null when it has. */
  get opened(): Promise<string | null> {
    return this.#opened.promise;
  }

  /** Whether it takes what it is given. */
  get isStuck(): boolean {
    return (this.#program.input?.writableLength ?? 0) > mostWaitingBytes;
  }

  /** @param samples one channel of 48 kHz, from -1 to 1 */
  play(samples: Float32Array): void {
    if (this.#isClosed) {
      return;
    }
    const bytes = Buffer.alloc(samples.length * 2);
    samples.forEach((sample, index) => bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * fullScale), index * 2));
    this.#program.input?.write(bytes);
  }

  /** Plays what it was given, and closes. Resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#program.input?.end();
    const cancel = this.#clock.after(drainMilliseconds, () => void this.#program.stop());
    await this.#program.ended;
    cancel();
  }
}

function whyEnded(device: string, { startError, lastLines }: ProgramEnd): string {
  if (startError !== null) {
    return 'code' in startError && startError.code === 'ENOENT'
      ? 'the program aplay is missing: install the package alsa-utils'
      : `aplay could not be started: ${startError.message}`;
  }
  const said = lastLines.filter((line) => !line.startsWith('Playing ')).join(' ');
  if (/busy/i.test(said)) {
    return `the speaker ${device} is in use by another program`;
  }
  if (/permission denied/i.test(said)) {
    return `the speaker ${device} may not be used: permission denied (its group is usually "audio")`;
  }
  return /no such (file|device)|unknown pcm|cannot find card/i.test(said)
    ? `there is no speaker ${device}`
    : `the speaker ${device} ended${said === '' ? '' : `: ${said.slice(0, 200)}`}`;
}
