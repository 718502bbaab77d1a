import type { ChannelSettings } from '../../shared/alerts-channels.ts';
import type { Language } from '../../shared/languages.ts';
import type { Addresses } from '../alerts/channels/ask.ts';
import { DeliveryError } from '../alerts/delivery.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { type BrokerConnection, type BrokerMessage, connectToBroker } from './broker-connection.ts';
import { BrokerLink } from './broker-link.ts';
import { BrokerMemory } from './broker-memory.ts';
import type { CameraPictures } from './camera-pictures.ts';
import { CommandRefusal, type Commands } from './commands.ts';
import { discoveryMessages, removalMessage } from './discovery.ts';
import { eventMessage } from './event-message.ts';
import type { HomeState } from './home-state.ts';
import type { EventNews } from './ongoing-events.ts';
import { RetainedMirror } from './retained-mirror.ts';
import { stateMessages } from './state-messages.ts';
import { homeWords } from './text/words.ts';
import type { Topics } from './topics.ts';

interface HomeBridgeOptions {
  readonly settings: ChannelSettings<'mqtt'>;
  /** Of this PetLog at this broker: `petlog_` and hexadecimal digits. */
  readonly id: string;
  readonly topics: Topics;
  language(): Language;
  read(): Promise<HomeState>;
  readonly pictures: CameraPictures;
  readonly commands: Commands;
  readonly addresses: Addresses;
  /** Whether the broker knows everything now; why not, as far as something went wrong. */
  onState(isConnected: boolean, fault: DeliveryError | null): void;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Several changes at once are told together. */
const togetherMilliseconds = 150;
/** What nobody says that it changed: free space, frames per second, midnight. */
const lookMilliseconds = 60_000;
/** More than that is forgotten while the broker is slower than what happens. */
const mostNewsWaiting = 200;
const goodbyeMilliseconds = { offline: 1000, forgotten: 10_000 } as const;

/** One PetLog as one broker knows it: states and devices are kept there as they are here, and commands are carried out. */
export class HomeBridge {
  readonly #options: HomeBridgeOptions;
  readonly #link: BrokerLink;
  #connection: BrokerConnection | null = null;
  #mirror: RetainedMirror | null = null;
  #memory: BrokerMemory | null = null;
  #url: string | null = null;
  #newsWaiting = 0;
  /** Of the connection that is being made known to, if there is one. */
  #beginning: Promise<void> = Promise.resolve();
  /** One look at everything after the other. */
  #telling: Promise<void> = Promise.resolve();
  #isTellingPlanned = false;
  #unsubscribe = (): void => {};
  #cancelLook = (): void => {};
  #cancelTelling = (): void => {};

  constructor(options: HomeBridgeOptions) {
    const { settings, id, topics, addresses, onState, clock } = options;
    this.#options = options;
    this.#link = new BrokerLink({
      connect: (signal) =>
        connectToBroker({
          access: settings,
          clientId: id,
          lastWillTopic: topics.available(),
          addresses,
          signal,
          onMessage: (message) => this.#hear(message),
        }),
      onConnected: (connection) => {
        const beginning = this.#begin(connection);
        this.#beginning = beginning.catch(() => {}); // the link says why
        return beginning;
      },
      onState,
      clock,
    });
  }

  start(): void {
    this.#unsubscribe = this.#options.bus.onAny(() => this.changed());
    this.#lookLater();
    this.#link.start();
  }

  /** Something may be otherwise than it was told. */
  changed(): void {
    if (this.#connection === null || this.#isTellingPlanned) {
      return;
    }
    this.#isTellingPlanned = true;
    this.#cancelTelling = this.#options.clock.after(togetherMilliseconds, () => this.#tellSoon());
  }

  /** Something happened before a camera; not kept for later where nobody listens. */
  tell(news: EventNews): void {
    const connection = this.#connection;
    if (connection !== null && this.#newsWaiting < mostNewsWaiting) {
      this.#newsWaiting += 1;
      void connection
        .publish(this.#options.topics.events(), eventMessage(news, this.#url), false)
        .catch((error: unknown) => this.#giveUp(connection, error))
        .finally(() => (this.#newsWaiting -= 1));
    }
  }

  /** @param isForgotten whether the broker and Home Assistant are to know nothing of this PetLog any more */
  async close({ isForgotten }: { isForgotten: boolean }): Promise<void> {
    this.#unsubscribe();
    this.#cancelLook();
    this.#cancelTelling();
    let cancel = (): void => {};
    const tooLong = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(goodbyeMilliseconds[isForgotten ? 'forgotten' : 'offline'], resolve);
    });
    await Promise.race([this.#sayGoodbye(isForgotten), tooLong]);
    cancel();
    await this.#link.close();
    await this.#telling;
  }

  async #sayGoodbye(isForgotten: boolean): Promise<void> {
    const { topics, logger } = this.#options;
    await this.#beginning;
    const connection = this.#connection;
    this.#connection = null;
    await this.#telling;
    try {
      await (isForgotten ? this.#mirror?.show(new Map()) : connection?.publish(topics.available(), 'offline', true));
    } catch (error) {
      logger.debug({ err: error }, 'the MQTT broker heard no goodbye');
    }
  }

  /** Rejects with DeliveryError. */
  async #begin(connection: BrokerConnection): Promise<void> {
    const { settings, topics, id, clock } = this.#options;
    const mirror = new RetainedMirror({
      publish: (topic, payload) => connection.publish(topic, payload, true),
      between: (topic, before, after) => (topics.deviceOf(topic) === null ? null : removalMessage(before, after)),
    });
    const memory = new BrokerMemory(topics, id, clock);
    this.#memory = memory;
    try {
      (await memory.read(connection)).forEach((payload, topic) => mirror.found(topic, payload));
    } finally {
      this.#memory = null;
    }
    this.#mirror = mirror;
    this.#connection = connection;
    void connection.closed.then(() => {
      if (this.#connection === connection) {
        this.#connection = null;
        this.#mirror = null;
      }
    });
    const filters = [...(settings.commands ? topics.commandFilters : []), ...(settings.home_assistant ? [topics.homeAssistant()] : [])];
    if (filters.length > 0) {
      await connection.subscribe(filters);
    }
    const told = this.#telling.then(() => this.#tellAll(connection, mirror));
    this.#telling = told.catch(() => {}); // whoever waits for the beginning hears of it
    await told;
  }

  #hear(message: BrokerMessage): void {
    const { topics, settings, logger } = this.#options;
    const { topic, payload, isRetained } = message;
    if (this.#memory !== null) {
      this.#memory.hear(message);
      return;
    }
    if (topic === topics.homeAssistant() && !isRetained && payload.toString() === 'online') {
      this.#mirror?.sendAllAgain();
      this.changed();
      return;
    }
    const command = settings.commands ? topics.commandOf(topic) : null;
    if (command === null) {
      return;
    }
    // One that is retained would be carried out again with each connection.
    const done = isRetained
      ? Promise.reject(new CommandRefusal('A command must not be retained; it was not carried out.'))
      : this.#options.commands.carryOut(command, payload);
    void done
      .catch((error: unknown) => {
        if (!(error instanceof CommandRefusal)) {
          logger.error({ err: error, topic }, 'a command by MQTT could not be carried out');
        }
        const reason = error instanceof CommandRefusal ? error.message : 'Something went wrong inside PetLog.';
        return this.#connection?.publish(topics.commandError(), JSON.stringify({ topic, message: reason }), false);
      })
      .catch((error: unknown) => logger.debug({ err: error }, 'nobody heard why a command was not carried out'))
      .finally(() => this.changed());
  }

  #lookLater(): void {
    this.#cancelLook = this.#options.clock.after(lookMilliseconds, () => {
      this.changed();
      this.#lookLater();
    });
  }

  #tellSoon(): void {
    this.#telling = this.#telling.then(async () => {
      this.#isTellingPlanned = false;
      const [connection, mirror] = [this.#connection, this.#mirror];
      if (connection === null || mirror === null) {
        return;
      }
      try {
        await this.#tellAll(connection, mirror);
      } catch (error) {
        this.#giveUp(connection, error);
      }
    });
  }

  /** Rejects with DeliveryError; what cannot be read here is told later. */
  async #tellAll(connection: BrokerConnection, mirror: RetainedMirror): Promise<void> {
    const { settings, topics, id, read, pictures, language, logger } = this.#options;
    let messages: ReadonlyMap<string, string | Buffer>;
    try {
      const state = await read();
      const cameraIds = state.cameras.map(({ cameraId }) => cameraId);
      await pictures.learn(cameraIds);
      this.#url = state.url;
      const shown = pictures.messages(
        cameraIds,
        state.cameras.filter(({ isPrivate }) => isPrivate).map(({ cameraId }) => cameraId),
      );
      const options = { state, topics, id, words: homeWords[language()], takesCommands: settings.commands };
      messages = new Map<string, string | Buffer>([
        ...(settings.home_assistant ? discoveryMessages(options) : []),
        ...stateMessages(state, topics, id),
        ...shown,
      ]);
    } catch (error) {
      logger.warn({ err: error }, 'the MQTT broker could not be told how everything is');
      return;
    }
    await mirror.show(messages);
    logger.debug({ host: connection.host, topics: messages.size }, 'the MQTT broker knows everything');
  }

  #giveUp(connection: BrokerConnection, error: unknown): void {
    if (error instanceof DeliveryError) {
      connection.giveUp(error);
    } else {
      this.#options.logger.error({ err: error }, 'the MQTT broker could not be told');
    }
  }
}
