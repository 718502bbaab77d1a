import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '../system/logger.ts';
import type { Announcement, Publication } from './announcement.ts';

/** The machine's own responder. */
interface SystemResponder {
  readonly isRunning: boolean;
  publish(announcement: Announcement): Promise<Publication>;
  close(): void;
}

interface AnnouncerOptions {
  /** What is to be told now; null for nothing. */
  wanted(): Announcement | null;
  /** Null where the machine has none, and never will have. */
  openSystemResponder(onChange: () => void): Promise<SystemResponder | null>;
  publishOurselves(announcement: Announcement): Promise<Publication>;
  readonly logger: Logger;
}

/** Has PetLog found on the local network: by the machine's own responder where one runs, else by ours; never by both. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #system: SystemResponder | null = null;
  #shown: {
    readonly by: 'system' | 'ourselves';
    readonly changes: number;
    readonly announcement: Announcement;
    readonly publication: Publication;
  } | null = null;
  /** How often the machine's responder came or went: what it was told before, it has forgotten. */
  #changes = 0;
  readonly #closing = Promise.withResolvers<null>();
  #isClosed = false;
  /** One change after the other. */
  #work: Promise<void>;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    this.#work = this.#open();
    this.follow();
  }

  /** What is wanted may be something else by now. */
  follow(): void {
    this.#work = this.#work.then(async () => {
      if (!this.#isClosed) {
        await this.#show(this.#options.wanted());
      }
    });
  }

  /** Resolves when everything that was asked for before is done. */
  settled(): Promise<void> {
    return this.#work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // Nobody is waited for any more; what is announced by the machine goes with the connection to it.
    this.#closing.resolve(null);
    this.#system?.close();
    await this.#work;
    await this.#show(null);
  }

  async #open(): Promise<void> {
    const opening = this.#options.openSystemResponder(() => {
      this.#changes += 1;
      this.follow();
    });
    try {
      this.#system = await Promise.race([opening, this.#closing.promise]);
    } catch (error) {
      this.#options.logger.debug({ err: error }, 'this machine has no responder that could be asked');
    }
    if (this.#isClosed) {
      void opening.then(
        (system) => system?.close(),
        () => {},
      );
    }
  }

  /** Never rejects. */
  async #show(announcement: Announcement | null): Promise<void> {
    const by = this.#system?.isRunning === true ? 'system' : 'ourselves';
    const { logger } = this.#options;
    const changes = by === 'system' ? this.#changes : 0;
    const isShown = this.#shown?.by === by && this.#shown.changes === changes;
    if (announcement !== null && isShown && isDeepStrictEqual(this.#shown?.announcement, announcement)) {
      return;
    }
    const before = this.#shown;
    this.#shown = null;
    await before?.publication.withdraw();
    if (announcement === null) {
      return;
    }
    try {
      const publication =
        by === 'system' && this.#system !== null
          ? await this.#system.publish(announcement)
          : await this.#options.publishOurselves(announcement);
      this.#shown = { by, changes, announcement, publication };
      logger.debug({ name: announcement.name, port: announcement.port, by }, 'this PetLog is announced on the network');
    } catch (error) {
      // Where the machine's owner does not want it announced there, we do not announce it beside that.
      logger.warn({ err: error, by }, 'this PetLog could not be announced on the network');
    }
  }
}
