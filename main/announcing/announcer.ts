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
  #shown: { readonly by: 'system' | 'ourselves'; readonly announcement: Announcement; readonly publication: Publication } | null = null;
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
    await this.#work;
    await this.#show(null);
    this.#system?.close();
  }

  async #open(): Promise<void> {
    try {
      this.#system = await this.#options.openSystemResponder(() => this.follow());
    } catch (error) {
      this.#options.logger.debug({ err: error }, 'this machine has no responder that could be asked');
    }
  }

  /** Never rejects. */
  async #show(announcement: Announcement | null): Promise<void> {
    const by = this.#system?.isRunning === true ? 'system' : 'ourselves';
    const { logger } = this.#options;
    if (announcement !== null && this.#shown?.by === by && isDeepStrictEqual(this.#shown.announcement, announcement)) {
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
      this.#shown = { by, announcement, publication };
      logger.debug({ name: announcement.name, port: announcement.port, by }, 'this PetLog is announced on the network');
    } catch (error) {
      // Where the machine's owner does not want it announced there, we do not announce it beside that.
      logger.warn({ err: error, by }, 'this PetLog could not be announced on the network');
    }
  }
}
