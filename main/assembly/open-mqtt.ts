import { readFile } from 'node:fs/promises';
import type { Config } from '../../shared/config.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { DeliveryError } from '../alerts/delivery.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { EventBus } from '../events/event-bus.ts';
import { CameraPictures } from '../mqtt/camera-pictures.ts';
import { Commands } from '../mqtt/commands.ts';
import { HomeBridge } from '../mqtt/home-bridge.ts';
import { HomeBridges, type MqttChannel } from '../mqtt/home-bridges.ts';
import { HomeReader } from '../mqtt/home-reader.ts';
import { OngoingEvents } from '../mqtt/ongoing-events.ts';
import { Topics } from '../mqtt/topics.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import type { OpenAlerts } from './open-alerts.ts';
import type { OpenEventLog } from './open-event-log.ts';
import { orNull } from './or-null.ts';

interface OpenMqttOptions {
  readonly settings: { readonly current: Config };
  readonly alerts: Pick<OpenAlerts, 'kept' | 'outbox' | 'language'>;
  /** Those that write down who did what. */
  readonly operations: Operations;
  readonly cameras: Pick<CameraRegistry, 'of'>;
  readonly eventLog: Pick<OpenEventLog, 'log' | 'pictureOf' | 'unwrittenPictureOf'>;
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly version: string;
  /** At which other devices find PetLog; none without a network. */
  reachableUrl(): string | undefined;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Of these the newest pictures are looked for at the start. */
const newestEventsCount = 20;

/** Homes that know PetLog by MQTT. */
export interface OpenMqtt {
  isConnected(channelId: string): boolean;
}

export function openMqtt(options: OpenMqttOptions): OpenMqtt {
  const { alerts, bus, clock, logger, resources } = options;
  const bridges: HomeBridges = new HomeBridges({
    channels: () => alerts.kept.channels.list(),
    make: (channel, onState) => makeBridge(options, channel, onState),
    onState(channelId, isConnected, fault) {
      const at = Math.round(clock.nowMicroseconds() / 1000);
      logger.info(
        { channel: channelId, reason: fault?.message },
        isConnected ? 'the MQTT broker is connected' : 'the MQTT broker is not connected',
      );
      // One that is removed is not to be remembered.
      if ((isConnected || fault !== null) && alerts.kept.channels.find(channelId) !== null) {
        const noted = fault === null ? null : { at: new Date(at).toISOString(), step: fault.step, message: fault.message };
        alerts.outbox.noteHealth({ channelId, subscriptionId: '' }, isConnected ? at : null, noted);
      }
      bus.emit('alerts.changed', { part: 'channels' });
    },
    logger,
  });
  resources.add('MQTT', () => bridges.close());
  resources.add(
    'channels of MQTT',
    bus.on('alerts.changed', ({ part }) => {
      if (part === 'channels') {
        bridges.follow();
      }
    }),
  );
  bridges.follow();
  return { isConnected: (channelId) => bridges.isConnected(channelId) };
}

function makeBridge(
  { settings, alerts, operations, cameras, eventLog, addresses, version, reachableUrl, bus, clock, logger }: OpenMqttOptions,
  channel: MqttChannel,
  onState: (isConnected: boolean, fault: DeliveryError | null) => void,
): { start(): void; close(how: { isForgotten: boolean }): Promise<void> } {
  const topics = new Topics(channel.settings.topic_prefix, channel.settings.discovery_prefix);
  const caller: Caller = {
    kind: 'mqtt',
    id: channel.channelId,
    name: channel.name,
    role: 'admin',
    address: URL.parse(channel.settings.broker_url)?.hostname ?? 'MQTT',
  };
  /** With the address of its picture also while that is on its way to the disk. */
  const event = (eventId: number): LogEvent | null => {
    const found = orNull(() => eventLog.log.get(String(eventId)));
    return found?.picture_url === null && eventLog.unwrittenPictureOf(eventId) !== null
      ? { ...found, picture_url: `/events/${eventId}/picture` }
      : found;
  };
  const pictures = new CameraPictures({
    topics,
    newestEvents: async (cameraId) =>
      (await operations['events.list']({ camera: cameraId, is_wrong: false, page_size: newestEventsCount }, caller)).events,
    async pictureOf(eventId) {
      const found = await eventLog.pictureOf(String(eventId), false).catch(() => null);
      return found === null ? null : 'jpeg' in found ? Buffer.from(found.jpeg) : readFile(found.path).catch(() => null);
    },
    unwrittenPictureOf: (eventId) => eventLog.unwrittenPictureOf(eventId),
    event,
    onChanged: () => bridge.changed(),
    clock,
  });
  const inBackground = (work: Promise<void>): void =>
    void work.catch((error: unknown) => logger.warn({ err: error }, 'the picture of an event could not be told by MQTT'));
  const ongoing = new OngoingEvents({
    bus,
    event,
    onNews(news) {
      bridge.tell(news);
      inBackground(pictures.follow(news.after));
    },
    onGone: (eventId) => inBackground(pictures.forget(eventId)),
  });
  const reader = new HomeReader({
    operations,
    caller,
    version,
    name: () => settings.current.server.name,
    url: () => reachableUrl() ?? null,
    ongoing: () => ongoing.all,
    clock,
  });
  const bridge: HomeBridge = new HomeBridge({
    settings: channel.settings,
    id: `petlog_${channel.channelId.slice(0, 12)}`,
    topics,
    language: () => (channel.language === 'auto' ? alerts.language() : channel.language),
    read: () => reader.read(),
    pictures,
    commands: new Commands({
      operations,
      caller,
      async takePicture(cameraId) {
        const { jpeg } = await cameras.of(caller, cameraId).takeSnapshot();
        pictures.take(cameraId, Buffer.from(jpeg)); // a frame is a part of a larger piece of memory
      },
    }),
    addresses,
    onState,
    bus,
    clock,
    logger,
  });
  return {
    start: () => bridge.start(),
    async close(how) {
      ongoing.close();
      pictures.close();
      await bridge.close(how);
    },
  };
}
