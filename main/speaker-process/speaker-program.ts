import { OpusDecoder } from '../ffmpeg/opus-decoder.ts';
import { samplesOfOpusFrame, samplesPerMillisecond } from '../media/sound/sound-frame.ts';
import { refusedSpeakerCode, type SpeakerCommand, type SpeakerReport } from '../media/sound/speaker-protocol.ts';
import type { Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import { Concealment } from './concealment.ts';
import { JitterBuffer } from './jitter-buffer.ts';
import { SpeakerOutput } from './speaker-output.ts';

interface SpeakerProgramOptions {
  readonly report: (report: SpeakerReport) => void;
  readonly clock: Clock;
  readonly spawn: Spawn;
}

/** What is due is written so often. */
const tickMilliseconds = 10;
/** So much is ahead of what the speaker has played: it begins at once, and plays on where we are late. */
const leadMilliseconds = 60;
/** A machine that stood still is not made up for. */
const mostBehindMilliseconds = 150;

/** One voice, while its speaker is open. */
interface Voice {
  readonly output: SpeakerOutput;
  readonly decoder: OpusDecoder;
  readonly buffer: JitterBuffer;
  readonly concealment: Concealment;
  /** When the first sample was due that was played, and how many there were since. */
  startMilliseconds: number;
  playedSamples: number;
  cancelTick: () => void;
}

/** Plays one voice through one speaker, in even steps, whatever the network does. */
export class SpeakerProgram {
  readonly #options: SpeakerProgramOptions;
  #voice: Voice | null = null;
  readonly #closing = new Set<Promise<void>>();
  /** One after the other: a device is for one program alone. */
  #opening: Promise<unknown> = Promise.resolve();

  constructor(options: SpeakerProgramOptions) {
    this.#options = options;
  }

  handle(command: SpeakerCommand): void {
    switch (command.type) {
      case 'open':
        this.#opening = this.#opening
          .then(() => this.#open(command.device))
          .then((reason) =>
            this.#options.report(
              reason === null
                ? { type: 'succeeded', requestId: command.requestId, answer: null }
                : { type: 'refused', requestId: command.requestId, code: refusedSpeakerCode, reason },
            ),
          );
        break;
      case 'packet':
        this.#voice?.buffer.put(command, this.#options.clock.monotonicMilliseconds());
        break;
      case 'finish':
        this.#finish();
        break;
    }
  }

  async close(): Promise<void> {
    await this.#opening;
    this.#finish();
    await Promise.all(this.#closing);
  }

  /** @returns why it does not open; null when it plays */
  async #open(device: string): Promise<string | null> {
    this.#finish();
    await Promise.all(this.#closing);
    const { clock, spawn, report } = this.#options;
    const decoder = new OpusDecoder();
    const output = new SpeakerOutput(device, { spawn, clock }, (reason) => {
      if (this.#voice?.output === output) {
        this.#finish();
        report({ type: 'ended', reason });
      }
    });
    const reason = await output.opened;
    if (reason !== null) {
      decoder.close();
      return reason;
    }
    const voice: Voice = {
      output,
      decoder,
      buffer: new JitterBuffer(),
      concealment: new Concealment(),
      startMilliseconds: clock.monotonicMilliseconds() - leadMilliseconds,
      playedSamples: 0,
      cancelTick: () => {},
    };
    this.#voice = voice;
    this.#tick(voice);
    return null;
  }

  #tick(voice: Voice): void {
    const { clock, report } = this.#options;
    voice.cancelTick = clock.after(tickMilliseconds, () => this.#tick(voice));
    if (voice.output.isStuck) {
      this.#finish();
      report({ type: 'ended', reason: 'the speaker does not play what it is given' });
      return;
    }
    const now = clock.monotonicMilliseconds();
    let due = Math.floor((now - voice.startMilliseconds) * samplesPerMillisecond) - voice.playedSamples;
    if (due > (leadMilliseconds + mostBehindMilliseconds) * samplesPerMillisecond) {
      voice.startMilliseconds = now - leadMilliseconds;
      voice.playedSamples = 0;
      due = leadMilliseconds * samplesPerMillisecond;
    }
    while (due > 0) {
      const samples = nextOf(voice, now);
      voice.output.play(samples);
      voice.playedSamples += samples.length;
      due -= samples.length;
    }
  }

  #finish(): void {
    const voice = this.#voice;
    if (voice === null) {
      return;
    }
    this.#voice = null;
    voice.cancelTick();
    voice.decoder.close();
    const closing = voice.output.close();
    this.#closing.add(closing);
    void closing.finally(() => this.#closing.delete(closing));
  }
}

function nextOf({ buffer, decoder, concealment }: Voice, nowMilliseconds: number): Float32Array {
  const next = buffer.take(nowMilliseconds);
  if (next.kind === 'silence') {
    concealment.reset();
    return new Float32Array(samplesOfOpusFrame);
  }
  const samples = next.kind === 'packet' ? decoder.decode(next.data) : null;
  return samples === null || samples.length === 0 ? concealment.lost(buffer.samplesOfPacket) : concealment.heard(samples);
}
