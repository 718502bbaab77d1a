import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { CommandTopic } from './topics.ts';

export type CommandOperations = Pick<
  Operations,
  'record.start' | 'record.stop' | 'privacy.set' | 'presence.set' | 'alert_snooze.set' | 'live.status'
>;

interface CommandsOptions {
  /** Those that write down who did what. */
  readonly operations: CommandOperations;
  readonly caller: Caller;
  /** Takes a picture of a camera now and tells it. Rejects with PetLogError. */
  takePicture(cameraId: string): Promise<void>;
}

/** More is no word of ours. */
const longestBytes = 64;
/** Whoever sends faster than PetLog can follow is not listened to for the moment. */
const mostAtOnce = 20;
const longestSnoozeMinutes = 10_080;

/** A command that is not carried out: one sentence. */
export class CommandRefusal extends Error {
  override readonly name = 'CommandRefusal';
}

/** Does what somebody at the broker asks for, by the operations that all other clients use. */
export class Commands {
  readonly #options: CommandsOptions;
  #running = 0;

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /** @throws CommandRefusal for what is not understood or cannot be done */
  async carryOut(command: CommandTopic, payload: Buffer): Promise<void> {
    if (payload.length > longestBytes) {
      throw new CommandRefusal(`A command has at most ${longestBytes} bytes; this one has ${payload.length}.`);
    }
    if (this.#running >= mostAtOnce) {
      throw new CommandRefusal(`More than ${mostAtOnce} commands came at once; send it again.`);
    }
    this.#running += 1;
    try {
      await this.#do(command, payload.toString().trim());
    } catch (error) {
      if (error instanceof PetLogError) {
        throw new CommandRefusal(error.message, { cause: error });
      }
      throw error;
    } finally {
      this.#running -= 1;
    }
  }

  async #do({ name, cameraId }: CommandTopic, text: string): Promise<void> {
    const { operations, caller, takePicture } = this.#options;
    const camera = cameraId === null ? {} : { camera: cameraId };
    switch (name) {
      case 'recordings': {
        const isWanted = isOn(text);
        // Home Assistant says ON again when it does not know better.
        const { recording: isRecording } = await operations['live.status'](camera, caller);
        if (isWanted !== isRecording) {
          await (isWanted ? operations['record.start'](camera, caller) : operations['record.stop'](camera, caller));
        }
        return;
      }
      case 'privacy':
        await operations['privacy.set']({ ...camera, on: isOn(text) }, caller);
        return;
      case 'presence':
        await operations['presence.set']({ home: isHome(text) }, caller);
        return;
      case 'snooze':
        await operations['alert_snooze.set'](snoozeOf(text), caller);
        return;
      case 'picture':
        await takePicture(cameraId ?? '');
    }
  }
}

function isOn(text: string): boolean {
  const word = text.toUpperCase();
  if (word !== 'ON' && word !== 'OFF') {
    throw new CommandRefusal(`${JSON.stringify(text)} is not understood; ON and OFF are.`);
  }
  return word === 'ON';
}

function isHome(text: string): boolean {
  const word = text.toLowerCase();
  const known = { on: true, home: true, off: false, away: false, not_home: false } as const;
  if (!Object.hasOwn(known, word)) {
    throw new CommandRefusal(`${JSON.stringify(text)} is not understood; ON or home, and OFF or away are.`);
  }
  return known[word as keyof typeof known];
}

function snoozeOf(text: string): { minutes: number } | { until: 'morning' } {
  const word = text.toLowerCase();
  if (word === 'morning') {
    return { until: 'morning' };
  }
  const minutes = word === 'off' ? 0 : /^\d{1,5}$/.test(word) ? Number(word) : Infinity;
  if (minutes > longestSnoozeMinutes) {
    throw new CommandRefusal(
      `${JSON.stringify(text)} is not understood; a number of minutes up to ${longestSnoozeMinutes}, morning and OFF are.`,
    );
  }
  return { minutes };
}
