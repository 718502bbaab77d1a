import { z } from 'zod';
import { principalKinds } from '../../../shared/access.ts';
import { ChannelKind, settingsSchemas } from '../../../shared/alerts-channels.ts';
import { languageTags } from '../../../shared/languages.ts';
import { openAlertDatabase } from '../../alerts/alert-databases.ts';
import { AlertFacts } from '../../alerts/alert-facts.ts';
import { ChannelStore, type StoredChannel } from '../../alerts/channel-store.ts';
import { type StoredSubscription, SubscriptionStore } from '../../alerts/subscription-store.ts';
import { transaction } from '../../system/sqlite.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

const id = z.string().min(1).max(100);

/** As the store keeps it: each kind has its own fields. */
const PortableChannel = z
  .strictObject({
    channelId: id,
    name: z.string().min(1).max(60),
    isEnabled: z.boolean(),
    language: z.enum(['auto', ...languageTags]),
    settings: z.looseObject({ kind: ChannelKind }),
  })
  .refine(({ settings: { kind, ...fields } }) => settingsSchemas[kind].safeParse(fields).success, {
    error: 'has fields that its kind does not have',
    path: ['settings'],
  })
  .transform((channel) => channel as StoredChannel);

const PortableSubscription = z.strictObject({
  subscriptionId: id,
  endpoint: z.url({ protocol: /^https$/ }).max(2000),
  publicKey: z.string().max(200),
  auth: z.string().max(100),
  language: z.enum(['auto', ...languageTags]),
  deviceName: z.string().max(200),
  owner: z.strictObject({ kind: z.enum(principalKinds), id: z.string().max(100).nullable() }),
  createdAtMilliseconds: z.number(),
});

const AlertChannelsContent = z.strictObject({
  channels: z.array(PortableChannel).max(200),
  phones: z.array(PortableSubscription).max(1000),
  /** Without them no phone would take what is sent (RFC 8292). */
  push_keys: z.strictObject({ publicKey: z.string().max(200), privateKey: z.string().max(200) }).nullable(),
});
type AlertChannelsContent = z.infer<typeof AlertChannelsContent>;

/** Where alerts go, with their secrets, and the phones that get them. */
export const alertChannelsSection: Section<AlertChannelsContent> = {
  name: 'alert_channels',
  schema: AlertChannelsContent,
  isSecret: true,
  async bringBack({ channels, phones, push_keys: keys }, { dataDirectory, logger }) {
    const database = openAlertDatabase(dataDirectory, logger);
    try {
      transaction(database, () => {
        database.exec('DELETE FROM channels; DELETE FROM push_subscriptions;');
        const [channelStore, subscriptionStore] = [new ChannelStore(database), new SubscriptionStore(database)];
        // What is kept of the time of their making is its order.
        channels.forEach((channel, index) => channelStore.put(channel, index));
        phones.forEach((phone) => subscriptionStore.put(phone));
        if (keys !== null) {
          new AlertFacts(database).set('push_keys', keys);
        }
      });
      if (database.problem !== null) {
        throw database.problem;
      }
    } finally {
      database.close();
    }
  },
};

interface PortableAlertChannels {
  readonly channels: Pick<ChannelStore, 'list'>;
  readonly subscriptions: Pick<SubscriptionStore, 'list'>;
  readonly facts: Pick<AlertFacts, 'get'>;
}

export function alertChannelsSource({ channels, subscriptions, facts }: PortableAlertChannels): SectionSource<AlertChannelsContent> {
  const namedChannels = (list: readonly StoredChannel[]): Map<string, NamedThing> =>
    new Map(list.map((channel) => [channel.channelId, { name: channel.name, state: JSON.stringify(channel) }]));
  const namedPhones = (list: readonly StoredSubscription[]): Map<string, NamedThing> =>
    new Map(list.map((phone) => [phone.subscriptionId, { name: phone.deviceName, state: JSON.stringify(phone) }]));
  return {
    section: alertChannelsSection,
    collect: () => ({ channels: [...channels.list()], phones: subscriptions.list(), push_keys: facts.get('push_keys') }),
    review: async (content) => ({
      content,
      changes: [
        ...changeOf('alert_channels', namedChannels(channels.list()), namedChannels(content.channels)),
        ...changeOf('alert_phones', namedPhones(subscriptions.list()), namedPhones(content.phones)),
      ],
      leftOut: [],
    }),
  };
}
