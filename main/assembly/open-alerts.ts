import { readFile } from 'node:fs/promises';
import type { Problem } from '../../shared/api.ts';
import { webPushChannelId } from '../../shared/alerts-channels.ts';
import type { Config } from '../../shared/config.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import { type Language, languageTags } from '../../shared/languages.ts';
import type { LogEvent } from '../../shared/log-events.ts';
import type { AccessControl } from '../access/access-control.ts';
import { openAlertDatabase, openOutboxDatabase } from '../alerts/alert-databases.ts';
import { AlertFacts } from '../alerts/alert-facts.ts';
import { AlertSender } from '../alerts/alert-sender.ts';
import { AlertTargets } from '../alerts/alert-targets.ts';
import { Alerter } from '../alerts/alerter.ts';
import { ChannelStore } from '../alerts/channel-store.ts';
import { Channels } from '../alerts/channels.ts';
import { Dispatcher } from '../alerts/dispatcher.ts';
import { EventWatch } from '../alerts/event-watch.ts';
import { makeFirstRules } from '../alerts/first-rules.ts';
import { MessageMaker } from '../alerts/message-maker.ts';
import { Outbox } from '../alerts/outbox.ts';
import { Presence } from '../alerts/presence.ts';
import { ProblemWatch } from '../alerts/problem-watch.ts';
import { openPushKeys, type PushKeys } from '../alerts/push-keys.ts';
import { RuleStore } from '../alerts/rule-store.ts';
import { Rules } from '../alerts/rules.ts';
import { waitedFor } from '../alerts/waited-for.ts';
import { SnoozeStore } from '../alerts/snooze-store.ts';
import { Snoozes } from '../alerts/snoozes.ts';
import { SubscriptionStore } from '../alerts/subscription-store.ts';
import { Subscriptions } from '../alerts/subscriptions.ts';
import { alertWords } from '../alerts/text/words.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import { type AlertOperations, createAlertOperations } from '../control/alert-operations.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { EnteredAddresses } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import type { DataDisk } from '../system/data-disk.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import { transaction } from '../system/sqlite.ts';
import type { OpenEventLog } from './open-event-log.ts';
import { orNull } from './or-null.ts';

interface OpenAlertsOptions {
  readonly dataDirectory: string;
  readonly dataDisk: Pick<DataDisk, 'add'>;
  readonly settings: { readonly current: Config };
  readonly eventLog: Pick<OpenEventLog, 'log' | 'pets' | 'zones' | 'pictureOf' | 'unwrittenPictureOf' | 'watchInactivity'>;
  readonly cameras: Pick<CameraRegistry, 'all' | 'find' | 'mayWatch'>;
  readonly access: Pick<AccessControl, 'authenticator'>;
  readonly addresses: Pick<EnteredAddresses, 'resolve' | 'refusalOfAddress'>;
  /** At which other devices find PetLog; none without a network. */
  reachableUrl(): string | undefined;
  problems(): readonly Problem[];
  /** Whether a broker knows everything of this PetLog now. */
  isConnected(channelId: string): boolean;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** Telling people what happened. */
export interface OpenAlerts {
  /** What a channel is told in, where it chose nothing. */
  language(): Language;
  readonly operations: AlertOperations;
  readonly outbox: Pick<Outbox, 'counts' | 'noteHealth'>;
  /** What a file of settings takes along. */
  readonly kept: {
    readonly channels: ChannelStore;
    readonly rules: RuleStore;
    readonly subscriptions: SubscriptionStore;
    readonly facts: AlertFacts;
  };
  /** Sends what waits since an earlier start. */
  begin(): void;
}

/** What the machine speaks. */
function languageOfSystem(): Language {
  const system = new Intl.DateTimeFormat().resolvedOptions().locale.slice(0, 2);
  return languageTags.find((tag) => tag === system) ?? 'en';
}

/** The kiosk's screen is on all day, and nobody may stand before it. */
const ownScreen = 'kiosk:';

export function openAlerts({
  dataDirectory,
  dataDisk,
  settings,
  eventLog,
  cameras,
  access,
  addresses,
  reachableUrl,
  problems,
  isConnected,
  bus,
  clock,
  logger,
  resources,
}: OpenAlertsOptions): OpenAlerts {
  const spoken = languageOfSystem();
  const language = (): Language => {
    const { language: chosen } = settings.current.server;
    return chosen === 'auto' ? spoken : chosen;
  };
  const database = openAlertDatabase(dataDirectory, logger);
  resources.add('database of alerts', () => database.close());
  const outbox = new Outbox(openOutboxDatabase(dataDirectory, logger), clock);
  resources.add('outbox of alerts', () => outbox.close());
  dataDisk.add({
    get problems() {
      return [...(database.problem === null ? [] : [database.problem]), ...outbox.problems];
    },
    retry() {
      database.retry();
      outbox.retry();
    },
  });

  const facts = new AlertFacts(database);
  const channelStore = new ChannelStore(database);
  const ruleStore = new RuleStore(database);
  const subscriptionStore = new SubscriptionStore(database);
  const snoozeStore = new SnoozeStore(database);
  // Saved at once: all of it is there, or nothing.
  transaction(database, () =>
    makeFirstRules({
      facts,
      channels: channelStore,
      rules: ruleStore,
      words: alertWords[language()],
      nowMilliseconds: Math.round(clock.nowMicroseconds() / 1000),
    }),
  );
  let keys: Promise<PushKeys> | null = null;
  const pushKeys = (): Promise<PushKeys> => (keys ??= openPushKeys(facts));

  const event = (eventId: number): LogEvent | null => orNull(() => eventLog.log.get(String(eventId)));
  const targets = new AlertTargets({
    channels: channelStore,
    subscriptions: subscriptionStore,
    maySee(owner, cameraId) {
      const { access: mode } = settings.current.security;
      const seen = mode === 'accounts' && owner.kind === 'open' ? null : access.authenticator.camerasOf(owner);
      // What is no camera's is for those who see all of them.
      return seen !== null && (cameraId === null ? seen.cameraIds === undefined : cameras.mayWatch(seen, cameraId));
    },
  });
  const maker = new MessageMaker(
    {
      event,
      pictureOf: async (eventId) => {
        const found = await eventLog.pictureOf(String(eventId), false).catch(() => null);
        return found === null ? null : 'jpeg' in found ? Buffer.from(found.jpeg) : readFile(found.path).catch(() => null);
      },
      unwrittenPictureOf: (eventId) => {
        const found = eventLog.unwrittenPictureOf(eventId);
        return found === null ? null : Buffer.from(found.buffer, found.byteOffset, found.byteLength);
      },
      zones: () => eventLog.zones.list(),
      petName: (petId) => orNull(() => eventLog.pets.find(petId).name),
      cameraName: (cameraId) => (cameras.all.length < 2 ? null : nameOf(cameras.find(cameraId)?.config.camera.name, cameraId)),
      reachableUrl,
    },
    clock,
  );
  const sender = new AlertSender({
    addresses,
    pushKeys,
    nowSeconds: () => clock.nowMicroseconds() / 1e6,
    targets,
    maker,
    outbox,
    language,
    reachableUrl,
    clock,
  });
  resources.add('tests of channels', () => sender.close());
  const subscriptions = new Subscriptions({
    store: subscriptionStore,
    snoozes: snoozeStore,
    outbox,
    assertAllowed(endpoint) {
      const { hostname, port } = new URL(endpoint);
      const refusal = addresses.refusalOfAddress(hostname, port === '' ? 443 : Number(port));
      if (refusal !== null) {
        throw invalidValue('endpoint', `${refusal.message}.`);
      }
    },
    bus,
    clock,
  });
  resources.add(
    'phones of those who were shut out',
    bus.on('access.changed', () => subscriptions.forgetAll((owner) => access.authenticator.camerasOf(owner) === null)),
  );
  const dispatcher = new Dispatcher({
    outbox,
    send: (delivery, signal) => sender.send(delivery, signal),
    onGone({ channelId, subscriptionId }) {
      if (channelId === webPushChannelId) {
        subscriptions.forget(subscriptionId);
      }
    },
    clock,
    logger,
  });
  resources.add('dispatcher of alerts', () => dispatcher.close());
  const presence = new Presence({ facts, bus, clock });
  const alerter = new Alerter({
    limits: () => settings.current.alerts,
    rules: ruleStore,
    snoozes: snoozeStore,
    targets,
    outbox,
    dispatcher,
    isHome: () => presence.state.home,
    isWatched: (cameraId) => cameras.find(cameraId)?.viewers.watchers.some(({ permission }) => permission !== ownScreen) ?? false,
    titleOf: (occurrence, target) => sender.titleOf(occurrence, target),
    clock,
  });
  const consider = (occurrence: Parameters<Alerter['consider']>[0]): void => alerter.consider(occurrence);
  const watch = new EventWatch({
    bus,
    event,
    rules: () => ruleStore.list(),
    consider,
    onRemoved: (subject) => outbox.forgetSubject(subject),
    clock,
    logger,
  });
  resources.add('what alerts are about', () => watch.close());
  const problemWatch = new ProblemWatch({ problems, consider, clock, logger });
  resources.add('problems that alerts are about', () => problemWatch.close());

  const rules = new Rules({
    store: ruleStore,
    channels: channelStore,
    snoozes: snoozeStore,
    known: {
      petIds: () => eventLog.pets.list().map(({ pet_id: id }) => id),
      zoneIds: () => eventLog.zones.list().map(({ zone_id: id }) => id),
      cameraIds: () => cameras.all.map(({ cameraId }) => cameraId),
    },
    bus,
    clock,
  });
  return {
    language,
    operations: createAlertOperations({
      channels: new Channels({ store: channelStore, rules: ruleStore, subscriptions: subscriptionStore, outbox, isConnected, bus, clock }),
      rules,
      subscriptions,
      subscriptionStore,
      snoozes: new Snoozes({ store: snoozeStore, rules, subscriptions, bus, clock }),
      presence,
      outbox,
      sender,
      pushKeys,
    }),
    outbox,
    kept: { channels: channelStore, rules: ruleStore, subscriptions: subscriptionStore, facts },
    begin() {
      dispatcher.start();
      eventLog.watchInactivity(() => ruleStore.list().flatMap(waitedFor));
    },
  };
}

/** Empty where nobody gave it one. */
const nameOf = (name: string | undefined, cameraId: string): string => (name === undefined || name === '' ? cameraId : name);
