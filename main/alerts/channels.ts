import {
  type Channel,
  type ChannelChange,
  type ChannelInput,
  type ChannelKind,
  type ChannelSettings,
  fieldsOfKind,
  secretChannelFields,
  settingsSchemas,
  webPushChannelId,
} from '../../shared/alerts-channels.ts';
import { fieldsOfFormerServer } from '../../shared/channel-server.ts';
import { PetLogError } from '../../shared/errors.ts';
import { invalidInput } from '../../shared/invalid-input.ts';
import { redacted } from '../../shared/secret.ts';
import { validate } from '../../shared/validation.ts';
import { randomId } from '../access/hash.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { ChannelStore, StoredChannel } from './channel-store.ts';
import type { Outbox } from './outbox.ts';
import type { RuleStore } from './rule-store.ts';
import type { SubscriptionStore } from './subscription-store.ts';

interface ChannelsOptions {
  readonly store: ChannelStore;
  readonly rules: RuleStore;
  readonly subscriptions: Pick<SubscriptionStore, 'list'>;
  readonly outbox: Outbox;
  /** Of the kind mqtt. */
  isConnected(channelId: string): boolean;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
}

const mostChannels = 50;

/** The ways by which alerts are sent, as admins see and change them: their secrets go in, and never come out. */
export class Channels {
  readonly #options: ChannelsOptions;

  constructor(options: ChannelsOptions) {
    this.#options = options;
  }

  list(): Channel[] {
    return this.#options.store.list().map((channel) => this.#shown(channel));
  }

  /** @throws PetLogError `channel_not_found` */
  find(channelId: string): StoredChannel {
    const channel = this.#options.store.find(channelId);
    if (channel === null) {
      throw new PetLogError('channel_not_found', { id: channelId });
    }
    return channel;
  }

  /** @throws PetLogError `invalid_input`, `too_many_channels` */
  create({ kind, name, enabled, language, ...fields }: ChannelInput): Channel {
    if (this.#options.store.list().length >= mostChannels) {
      throw new PetLogError('too_many_channels', { limit: mostChannels });
    }
    return this.#put({ channelId: randomId(), name, isEnabled: enabled, language, settings: readSettings(kind, fields, {}) });
  }

  /** At another server it has no secret that was given for the one before. Throws PetLogError `channel_not_found`, `invalid_input`. */
  change(channelId: string, { name, enabled, language, ...fields }: ChannelChange): Channel {
    const before = this.find(channelId);
    const { kind, ...settings } = before.settings;
    const channel: StoredChannel = {
      channelId,
      name: name ?? before.name,
      isEnabled: enabled ?? before.isEnabled,
      language: language ?? before.language,
      settings: readSettings(kind, fields, keptAt(kind, settings, fields)),
    };
    if (!channel.isEnabled) {
      this.#options.outbox.dropWaiting(channelId);
    }
    return this.#put(channel);
  }

  /** @throws PetLogError `channel_not_found`, `channel_built_in` */
  remove(channelId: string): void {
    const { store, rules, outbox, bus } = this.#options;
    this.find(channelId);
    if (channelId === webPushChannelId) {
      throw new PetLogError('channel_built_in', { id: channelId });
    }
    store.remove(channelId);
    rules
      .list()
      .filter(({ channels }) => channels.includes(channelId))
      .forEach((rule) => rules.put({ ...rule, channels: rule.channels.filter((id) => id !== channelId) }, this.#nowMilliseconds));
    outbox.forgetTargets(channelId);
    bus.emit('alerts.changed', { part: 'channels' });
  }

  #put(channel: StoredChannel): Channel {
    this.#options.store.put(channel, this.#nowMilliseconds);
    this.#options.bus.emit('alerts.changed', { part: 'channels' });
    return this.#shown(channel);
  }

  #shown({ channelId, name, isEnabled, language, settings }: StoredChannel): Channel {
    const { outbox, subscriptions } = this.#options;
    const { kind, ...fields } = settings;
    const { lastSuccessMilliseconds, lastError } = outbox.health(channelId);
    return {
      channel_id: channelId,
      kind,
      name,
      enabled: isEnabled,
      language,
      ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, isSecretField(key) && value !== '' ? redacted : value])),
      last_success: lastSuccessMilliseconds === null ? null : new Date(lastSuccessMilliseconds).toISOString(),
      last_error: lastError,
      waiting_count: outbox.waitingCount(channelId),
      subscription_count: kind === 'web_push' ? subscriptions.list().length : null,
      is_connected: kind === 'mqtt' ? this.#options.isConnected(channelId) : null,
    };
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}

/** What is known of a channel that holds at the server of its change too: whoever may change it must not learn its secrets by that. */
function keptAt(
  kind: ChannelKind,
  known: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const former = fieldsOfFormerServer(kind, known, given);
  const meant = former.filter((field) => given[field] === redacted);
  if (meant.length > 0) {
    throw invalidInput(meant.map((path) => ({ path, message: 'what is set is for another address; give it anew, or leave it out.' })));
  }
  return Object.fromEntries(Object.entries(known).filter(([key]) => !former.some((field) => field === key)));
}

/**
 * What a kind needs, of what was given and what is known of it.
 *
 * @throws PetLogError `invalid_input` for what is missing, wrong, or of another kind
 */
function readSettings(
  kind: ChannelKind,
  given: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>>,
): ChannelSettings {
  const fields = Object.fromEntries(Object.entries(given).filter(([key, value]) => value !== undefined && !isKept(key, value, known)));
  const foreign = Object.keys(fields).filter((key) => !fieldsOfKind[kind].some((field) => field === key));
  if (foreign.length > 0) {
    const allowed = fieldsOfKind[kind].join(', ');
    throw invalidInput(
      foreign.map((path) => ({
        path,
        message: `a channel of the kind ${kind} has no such field${allowed === '' ? '' : `; it has ${allowed}`}.`,
      })),
    );
  }
  const unknown = Object.keys(fields).filter((key) => fields[key] === redacted && isSecretField(key));
  if (unknown.length > 0) {
    throw invalidInput(unknown.map((path) => ({ path, message: `there is no secret yet that ${redacted} could stand for.` })));
  }
  const result = validate(settingsSchemas[kind], { ...known, ...fields });
  if (!result.ok) {
    throw invalidInput(result.errors);
  }
  return { kind, ...result.value } as ChannelSettings;
}

/** An answer may be sent back as it came: the secret stays as it is. */
const isKept = (key: string, value: unknown, known: Readonly<Record<string, unknown>>): boolean =>
  value === redacted && key in known && isSecretField(key);

const isSecretField = (key: string): boolean => secretChannelFields.some((name) => name === key);
