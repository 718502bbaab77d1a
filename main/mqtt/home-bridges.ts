import type { ChannelSettings } from '../../shared/alerts-channels.ts';
import type { StoredChannel } from '../alerts/channel-store.ts';
import type { DeliveryError } from '../alerts/delivery.ts';
import type { Logger } from '../system/logger.ts';

/** A channel of the kind mqtt. */
export interface MqttChannel extends StoredChannel {
  readonly settings: ChannelSettings<'mqtt'>;
}

interface Bridge {
  start(): void;
  close(how: { isForgotten: boolean }): Promise<void>;
}

interface HomeBridgesOptions {
  /** Those that there are now. */
  channels(): readonly StoredChannel[];
  make(channel: MqttChannel, onState: (isConnected: boolean, fault: DeliveryError | null) => void): Bridge;
  /** A broker knows everything now, or not any more, and why. */
  onState(channelId: string, isConnected: boolean, fault: DeliveryError | null): void;
  readonly logger: Logger;
}

interface Running {
  readonly bridge: Bridge;
  readonly channel: MqttChannel;
  isConnected: boolean;
  /** Sentence of what is wrong. */
  fault: string | null;
}

/** A bridge to each broker that is a channel, as the channels are now. */
export class HomeBridges {
  readonly #options: HomeBridgesOptions;
  readonly #running = new Map<string, Running>();
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: HomeBridgesOptions) {
    this.#options = options;
  }

  isConnected(channelId: string): boolean {
    return this.#running.get(channelId)?.isConnected ?? false;
  }

  /** The channels may have changed. */
  follow(): void {
    const { logger } = this.#options;
    this.#work = this.#work
      .then(() => this.#openAndClose())
      .catch((error: unknown) => logger.error({ err: error }, 'MQTT could not follow its changed settings'));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
    await Promise.all([...this.#running.values()].map(({ bridge }) => bridge.close({ isForgotten: false })));
    this.#running.clear();
  }

  async #openAndClose(): Promise<void> {
    const all = this.#options.channels().filter(isMqtt);
    const wanted = new Map(all.filter(({ isEnabled }) => isEnabled).map((channel) => [channel.channelId, channel]));
    for (const [channelId, { bridge, channel }] of this.#running) {
      const now = wanted.get(channelId);
      if (now === undefined || JSON.stringify(now) !== JSON.stringify(channel)) {
        this.#running.delete(channelId);
        const kept = all.find((one) => one.channelId === channelId);
        await bridge.close({ isForgotten: kept === undefined || placeOf(kept) !== placeOf(channel) });
      }
    }
    for (const channel of this.#isClosed ? [] : wanted.values()) {
      if (!this.#running.has(channel.channelId)) {
        this.#open(channel);
      }
    }
  }

  #open(channel: MqttChannel): void {
    const { make, onState } = this.#options;
    const { channelId } = channel;
    const bridge = make(channel, (isConnected, fault) => {
      const running = this.#running.get(channelId);
      const sentence = fault?.message ?? null;
      if (running?.bridge === bridge && (running.isConnected !== isConnected || running.fault !== sentence)) {
        running.isConnected = isConnected;
        running.fault = sentence;
        onState(channelId, isConnected, fault);
      }
    });
    this.#running.set(channelId, { bridge, channel, isConnected: false, fault: null });
    bridge.start();
  }
}

/** Where everything is: what was told elsewhere has to go there. */
const placeOf = ({ settings }: MqttChannel): string => [settings.broker_url, settings.topic_prefix, settings.discovery_prefix].join(' ');

const isMqtt = (channel: StoredChannel): channel is MqttChannel => channel.settings.kind === 'mqtt';
