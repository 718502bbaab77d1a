import { talkRenewalSeconds } from '../../shared/talk.ts';
import type { Delay } from '../state/delay.ts';
import type { Voice } from './voice.ts';

export type TalkPhase = 'silent' | 'microphone' | 'connecting' | 'talking';

export interface TalkControllerOptions {
  /** Asks whoever is here for the microphone. */
  openMicrophone(): Promise<MediaStreamTrack>;
  openVoice(track: MediaStreamTrack, onEnded: () => void): Promise<Pick<Voice, 'talk' | 'close'>>;
  /** The room is not heard meanwhile. Returns the function that ends that. */
  silenceRoom(): () => void;
  readonly delay: Delay;
  onChange(): void;
  /** Nobody is heard: why. */
  onFailed(error: unknown): void;
  /** Whoever was heard is so no more, and did not want that. */
  onEnded(): void;
}

/** Who lets go often presses again: the microphone stays open, and sends silence, for so long. */
const lingerMilliseconds = 20_000;
/** Two of three may be lost. */
const renewMilliseconds = (talkRenewalSeconds * 1000) / 3;

/** Talking through the speaker of a camera, from the press of a button to its release. */
export class TalkController {
  readonly #options: TalkControllerOptions;
  phase: TalkPhase = 'silent';
  #isWanted = false;
  #voice: Pick<Voice, 'talk' | 'close'> | null = null;
  #isBusy = false;
  /** What was told before one began may come late. */
  #wasTold = false;
  #cancelLinger: () => void = () => {};
  #cancelRenewal: () => void = () => {};
  #hearRoom: () => void = () => {};

  constructor(options: TalkControllerOptions) {
    this.#options = options;
  }

  get isActive(): boolean {
    return this.#isWanted;
  }

  begin(): void {
    if (!this.#isWanted) {
      this.#isWanted = true;
      this.#cancelLinger();
      void this.#run();
    }
  }

  end(): void {
    if (!this.#isWanted) {
      return;
    }
    this.#isWanted = false;
    if (!this.#isBusy) {
      this.#silence();
      void this.#voice?.talk(false).catch(() => this.#closeVoice());
      this.#linger();
    }
    this.#options.onChange();
  }

  /** The camera tells who talks; whoever believes to talk, and is not told, does not. @param isTalking somebody talks */
  told(isTalking: boolean): void {
    if (this.phase !== 'talking') {
      this.#wasTold = false;
    } else if (isTalking) {
      this.#wasTold = true;
    } else if (this.#wasTold) {
      this.#lost();
    }
  }

  close(): void {
    this.#isWanted = false;
    this.#silence();
    this.#cancelLinger();
    this.#closeVoice();
  }

  async #run(): Promise<void> {
    if (this.#isBusy) {
      return; // what is being opened is taken over
    }
    this.#isBusy = true;
    try {
      await this.#open();
      if (this.#isWanted) {
        this.#enter('connecting');
        await this.#voice?.talk(true);
      }
    } catch (error) {
      this.#isBusy = false;
      const wasWanted = this.#isWanted;
      this.#isWanted = false;
      this.#silence();
      this.#closeVoice();
      if (wasWanted) {
        this.#options.onFailed(error);
      }
      return;
    }
    this.#isBusy = false;
    if (this.#isWanted) {
      this.#hearRoom = this.#options.silenceRoom();
      this.#enter('talking');
      this.#renewLater();
    } else {
      this.#silence();
      void this.#voice?.talk(false).catch(() => this.#closeVoice());
      this.#linger();
    }
  }

  async #open(): Promise<void> {
    if (this.#voice !== null) {
      return;
    }
    const { openMicrophone, openVoice } = this.#options;
    this.#enter('microphone');
    const track = await openMicrophone();
    this.#enter('connecting');
    const voice = await openVoice(track, () => {
      if (this.#voice === voice) {
        this.#voice = null;
        this.#lost();
      }
    });
    this.#voice = voice;
  }

  #renewLater(): void {
    this.#cancelRenewal = this.#options.delay(renewMilliseconds, () => {
      this.#renewLater();
      this.#voice?.talk(true).catch(() => this.#lost());
    });
  }

  #lost(): void {
    const wasWanted = this.#isWanted;
    this.#isWanted = false;
    this.#silence();
    this.#closeVoice();
    if (wasWanted) {
      this.#options.onEnded();
    }
  }

  #silence(): void {
    this.#cancelRenewal();
    this.#hearRoom();
    this.#hearRoom = () => {};
    this.#enter('silent');
  }

  #linger(): void {
    this.#cancelLinger();
    this.#cancelLinger = this.#options.delay(lingerMilliseconds, () => this.#closeVoice());
  }

  #closeVoice(): void {
    const voice = this.#voice;
    this.#voice = null;
    voice?.close();
  }

  #enter(phase: TalkPhase): void {
    if (phase !== this.phase) {
      this.phase = phase;
      this.#options.onChange();
    }
  }
}
