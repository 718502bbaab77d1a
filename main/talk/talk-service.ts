import { PetLogError } from '../../shared/errors.ts';
import { type Talking, talkRenewalSeconds } from '../../shared/talk.ts';
import type { Config } from '../../shared/config.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { VoicePacket } from '../media/sound/speaker-protocol.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { SoundCard } from '../sound/sound-cards.ts';
import { SpeakerError } from './speaker-process-client.ts';

export interface TalkServiceOptions {
  config(): Pick<Config, 'camera'>;
  /** Those of this machine. */
  listSpeakers(): Promise<readonly SoundCard[]>;
  /** @throws PetLogError `speaker_unavailable` */
  findSpeaker(): Promise<string>;
  /** Opens the speaker, and throws a `SpeakerError` where that fails. */
  readonly speaker: { open(device: string): Promise<void>; play(packet: VoicePacket): void; finish(): void };
  /** Where voices come from: `listen` gives what comes by a session until `take` is null. */
  readonly sessions: { listen(sessionId: string, take: ((packet: VoicePacket) => void) | null): void };
  /** Whether who talks may still do so, whatever was changed meanwhile. */
  mayTalk(caller: Caller): boolean;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Why somebody talks no more, as logs tell it. */
type TalkEnd = 'asked' | 'session' | 'silence' | 'permission' | 'settings' | 'speaker' | 'closed';

/** Whoever holds it talks. */
interface Floor {
  readonly sessionId: string;
  readonly caller: Caller;
  readonly talking: Talking;
  /** Fulfilled when the speaker plays. */
  readonly opened: Promise<void>;
  cancelSilence: () => void;
}

/** Who talks through the speaker of one camera: who is first holds it until he lets go, and nobody else is heard. */
export class TalkService {
  readonly #options: TalkServiceOptions;
  #floor: Floor | null = null;
  #isClosed = false;

  constructor(options: TalkServiceOptions) {
    this.#options = options;
  }

  /** Whether there is one to talk through. */
  get hasSpeaker(): boolean {
    const { camera } = this.#options.config();
    return camera.enabled && camera.speaker !== 'off';
  }

  /** Those that there are to choose from. */
  speakers(): Promise<readonly SoundCard[]> {
    return this.#options.listSpeakers();
  }

  get talking(): Talking | null {
    return this.#floor?.talking ?? null;
  }

  /** Whether that session talks. */
  isBy(sessionId: string): boolean {
    return this.#floor?.sessionId === sessionId;
  }

  /** @throws PetLogError `talk_not_allowed`, `speaker_unavailable` */
  assertPossible(caller: Caller): void {
    if (!this.#options.mayTalk(caller)) {
      throw new PetLogError('talk_not_allowed');
    }
    if (!this.hasSpeaker || this.#isClosed) {
      throw new PetLogError('speaker_unavailable', { reason: 'its speaker is switched off' });
    }
  }

  /**
   * Somebody begins to talk by a session of theirs, or goes on. Resolves when the speaker plays.
   *
   * @throws PetLogError `talk_not_allowed`, `talk_busy`, `speaker_unavailable`
   */
  async begin(sessionId: string, caller: Caller): Promise<void> {
    this.assertPossible(caller);
    const held = this.#floor;
    if (held !== null && held.sessionId !== sessionId) {
      throw new PetLogError('talk_busy', { name: held.talking.by });
    }
    const floor = held ?? this.#take(sessionId, caller);
    this.#awaitSilence(floor);
    await floor.opened;
  }

  /** Of that session; nothing where it does not talk. */
  end(sessionId: string, reason: TalkEnd = 'asked'): void {
    if (this.#floor?.sessionId === sessionId) {
      this.#release(reason);
    }
  }

  /** Who may talk may have changed. */
  accessChanged(): void {
    if (this.#floor !== null && !this.#options.mayTalk(this.#floor.caller)) {
      this.#release('permission');
    }
  }

  /** The speaker may be another one, or none. */
  settingsChanged(changedKeys: readonly string[]): void {
    if (changedKeys.includes('camera.speaker') || changedKeys.includes('camera.enabled')) {
      this.#release('settings');
    }
  }

  /** What is played ended by itself. @param reason the rest of a sentence */
  speakerEnded(reason: string): void {
    this.#options.logger.warn({}, new PetLogError('speaker_unavailable', { reason }).message);
    this.#release('speaker');
  }

  close(): void {
    this.#isClosed = true;
    this.#release('closed');
  }

  #take(sessionId: string, caller: Caller): Floor {
    const { sessions, speaker, bus, clock } = this.#options;
    const since = new Date(clock.nowMicroseconds() / 1000).toISOString();
    const opened = this.#open();
    const floor: Floor = { sessionId, caller, talking: { by: caller.name, since }, opened, cancelSilence: () => {} };
    this.#floor = floor;
    opened.then(
      () => {
        if (this.#floor === floor) {
          sessions.listen(sessionId, (packet) => speaker.play(packet));
        }
      },
      () => {
        if (this.#floor === floor) {
          this.#release('speaker');
        }
      },
    );
    bus.emit('talk.started', { by: caller.name });
    return floor;
  }

  /** @throws PetLogError `speaker_unavailable` */
  async #open(): Promise<void> {
    const { findSpeaker, speaker } = this.#options;
    try {
      await speaker.open(await findSpeaker());
    } catch (error) {
      throw error instanceof SpeakerError ? new PetLogError('speaker_unavailable', { reason: error.message }, { cause: error }) : error;
    }
    if (this.#floor === null) {
      speaker.finish(); // it took so long that nobody talks any more
    }
  }

  #awaitSilence(floor: Floor): void {
    floor.cancelSilence();
    floor.cancelSilence = this.#options.clock.after(talkRenewalSeconds * 1000, () => this.#release('silence'));
  }

  #release(reason: TalkEnd): void {
    const floor = this.#floor;
    if (floor === null) {
      return;
    }
    this.#floor = null;
    floor.cancelSilence();
    const { sessions, speaker, bus } = this.#options;
    sessions.listen(floor.sessionId, null);
    speaker.finish();
    bus.emit('talk.ended', { by: floor.talking.by, reason });
  }
}
