/** Ways by which alerts reach people, as schemas: one table of what each kind needs. */
import { z } from 'zod';
import { languageTags } from './languages.ts';
import { isSecret, secret } from './secret.ts';

const time = z.iso.datetime({ offset: true });

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' });
const filled = (most: number) => line(most).min(1, { error: 'must hold at least one character' });
const webAddress = z
  .string()
  .trim()
  .max(2048)
  .regex(/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i, {
    error: 'must be an address that begins with http:// or https://, without a name and a password in it',
  });
const mailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>,;:"\\()[\]]+@[^\s@<>,;:"\\()[\]]+$/, { error: 'must be an e-mail address such as anna@home.example' });

export const channelKinds = ['web_push', 'email', 'ntfy', 'telegram', 'pushover', 'discord', 'webhook', 'apprise', 'mqtt'] as const;
export const ChannelKind = z.enum(channelKinds);
export type ChannelKind = z.infer<typeof ChannelKind>;
/** Phones and browsers are one channel, which is always there; the others are added. */
export const addableChannelKinds = ['email', 'ntfy', 'telegram', 'pushover', 'discord', 'webhook', 'apprise', 'mqtt'] as const;
export type AddableChannelKind = (typeof addableChannelKinds)[number];
/** Of the channel that is always there. */
export const webPushChannelId = 'web-push';

export const mailSecurities = ['starttls', 'tls', 'none'] as const;

const topicPath = z
  .string()
  .trim()
  .max(100)
  .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, {
    error: 'must be one or more words of letters, digits, "_" and "-", with "/" between them, such as petlog or home/petlog',
  });

/** Every field that a kind of channel may have, once. Those with a default may be left out. */
export const channelFields = {
  url: webAddress.describe('Where it is sent to.'),
  secret: secret(
    z
      .string()
      .max(200)
      .regex(/^(?:whsec_[A-Za-z0-9+/]{32,88}={0,2}|(?!whsec_)[\x21-\x7e]{16,})$/, {
        error: 'must be whsec_ and base64 of 24 to 64 bytes, or at least 16 letters, digits and signs',
      }),
  ).describe('What proves that PetLog sent it: whsec_ and base64 of 24 to 64 bytes, as Standard Webhooks has it, or any text.'),
  server_url: z
    .string()
    .trim()
    .max(2048)
    .regex(/^(?:https?:\/\/[^\s/?#@]+(?:\/\S*)?)?$/i, { error: 'must be empty, or an address that begins with http:// or https://' })
    .default('')
    .describe('Of a server of your own; empty for ntfy.sh.'),
  topic: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'must be 1 to 64 letters, digits, "_" and "-"' })
    .describe('What ntfy calls the topic. Whoever knows it can read along on a public server.'),
  token: secret(
    z
      .string()
      .trim()
      .max(500)
      .regex(/^[\x21-\x7e]*$/, { error: 'must be without spaces' }),
  )
    .default('')
    .describe('Access token of ntfy; empty where none is needed.'),
  bot_token: secret(
    z
      .string()
      .trim()
      .max(200)
      .regex(/^\d+:[\w-]+$/, { error: 'must be a token as BotFather gives it, such as 123456:ABC-def' }),
  ).describe('Token of the Telegram bot.'),
  chat_id: z
    .string()
    .trim()
    .max(100)
    .regex(/^(-?\d+|@\w+)$/, { error: 'must be a number such as 123456789 or -100123456789, or the @name of a channel' })
    .describe('Telegram chat.'),
  user_key: secret(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9]{30}$/, { error: 'must be the 30 letters and digits that Pushover shows' }),
  ).describe('User or group key of Pushover.'),
  application_token: secret(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9]{30}$/, { error: 'must be the 30 letters and digits that Pushover shows' }),
  ).describe('API token of the application made at Pushover.'),
  webhook_url: secret(webAddress).describe('Address of a webhook of a Discord channel.'),
  urls: secret(z.string().trim().max(4096)).default('').describe('Apprise addresses, one a line, for a server that keeps none of its own.'),
  tags: line(200).default('').describe('Apprise tags that are notified; empty for all.'),
  host: z
    .string()
    .trim()
    .max(253)
    .regex(/^(\[[0-9a-f:.]+\]|[a-z0-9_.:-]+)$/i, { error: 'must be a host name or an address' })
    .describe('Mail server.'),
  port: z.int().min(1).max(65_535).default(587).describe('Port of the mail server.'),
  security: z
    .enum(mailSecurities)
    .default('starttls')
    .describe('starttls: a connection that is encrypted before anything is said; tls: from its beginning, mostly port 465; none: never.'),
  username: line(320).default('').describe('Empty where the mail server or the broker asks for none.'),
  password: secret(z.string().max(500)).default(''),
  from: mailAddress.describe('Sender.'),
  to: z
    .array(mailAddress)
    .min(1, { error: 'must name at least one address' })
    .max(10, { error: 'must name at most 10 addresses' })
    .describe('Recipients.'),
  broker_url: z
    .string()
    .trim()
    .max(300)
    .regex(/^mqtts?:\/\/[^\s/?#@]+\/?$/i, {
      error: 'must be an address such as mqtt://192.168.1.20 or mqtts://broker.example:8883, without a name and a password in it',
    })
    .describe('MQTT broker: mqtt:// (port 1883 where none is named), or mqtts:// with TLS (8883).'),
  topic_prefix: topicPath
    .default('petlog')
    .describe('What all MQTT topics of this PetLog begin with; each PetLog at a broker needs its own.'),
  home_assistant: z.boolean().default(true).describe('Has Home Assistant make devices for PetLog and its cameras (MQTT discovery).'),
  discovery_prefix: topicPath.default('homeassistant').describe('What the topics begin with that Home Assistant looks for devices at.'),
  commands: z
    .boolean()
    .default(true)
    .describe(
      'Lets whoever may write to the topics of this PetLog record, switch privacy, snooze alerts, say who is at home and take pictures.',
    ),
  certificate_fingerprint: z
    .string()
    .trim()
    .max(100)
    .regex(/^(?:[0-9a-fA-F]{2}(?::?[0-9a-fA-F]{2}){31})?$/, { error: 'must be empty or 64 hexadecimal digits' })
    .default('')
    .describe('SHA-256 of a certificate that nobody signed and that you compared; empty for signed ones.'),
} as const satisfies Readonly<Record<string, z.ZodType>>;
export type ChannelField = keyof typeof channelFields;

/** What each kind has, in the order in which people are asked. */
export const fieldsOfKind = {
  web_push: [],
  email: ['host', 'port', 'security', 'username', 'password', 'from', 'to'],
  ntfy: ['server_url', 'topic', 'token', 'certificate_fingerprint'],
  telegram: ['bot_token', 'chat_id'],
  pushover: ['user_key', 'application_token'],
  discord: ['webhook_url'],
  webhook: ['url', 'secret', 'certificate_fingerprint'],
  apprise: ['url', 'urls', 'tags', 'certificate_fingerprint'],
  mqtt: ['broker_url', 'username', 'password', 'topic_prefix', 'home_assistant', 'discovery_prefix', 'commands', 'certificate_fingerprint'],
} as const satisfies Readonly<Record<ChannelKind, readonly ChannelField[]>>;

export const secretChannelFields = [
  'secret',
  'token',
  'bot_token',
  'user_key',
  'application_token',
  'webhook_url',
  'urls',
  'password',
] as const satisfies readonly ChannelField[];

type FieldsOf<Kind extends ChannelKind> = { [Field in (typeof fieldsOfKind)[Kind][number]]: z.output<(typeof channelFields)[Field]> };
/** What is kept of a channel of a kind: every field has a value. */
export type ChannelSettings<Kind extends ChannelKind = ChannelKind> = Kind extends ChannelKind
  ? { readonly kind: Kind } & Readonly<FieldsOf<Kind>>
  : never;

/** The fields of one kind, complete and checked. */
export const settingsSchemas = Object.fromEntries(
  channelKinds.map((kind) => [kind, z.strictObject(Object.fromEntries(fieldsOfKind[kind].map((field) => [field, channelFields[field]])))]),
) as Readonly<Record<ChannelKind, z.ZodObject>>;

const common = {
  name: filled(60).describe('What people call it.'),
  enabled: z.boolean().describe('false sends nothing there.'),
  language: z.enum(['auto', ...languageTags]).describe('Of what is sent; auto for the one that PetLog speaks.'),
};

type Optional<Shape extends Readonly<Record<string, z.ZodType>>> = {
  [Key in keyof Shape]: z.ZodOptional<Shape[Key] extends z.ZodDefault<infer Inner extends z.ZodType> ? Inner : Shape[Key]>;
};

/** What any secret may look like, and what stands in its place. */
const anySecret = secret(z.string().max(4096));

/** Each field as one that may be left out, without a default: what is left out stays as it is. Secrets are looked at with their kind. */
const optionalFields = Object.fromEntries(
  Object.entries(channelFields).map(([key, field]) => {
    const inner = field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field;
    const optional = (isSecret(inner) ? anySecret : inner).optional();
    return [key, field.description === undefined ? optional : optional.describe(field.description)];
  }),
) as Optional<typeof channelFields>;

export const ChannelInput = z.strictObject({
  kind: z.enum(addableChannelKinds).describe('Which fields it needs depends on it.'),
  name: common.name,
  enabled: common.enabled.default(true),
  language: common.language.default('auto'),
  ...optionalFields,
});
export type ChannelInput = z.infer<typeof ChannelInput>;

export const ChannelChangeInput = z.strictObject({
  id: z.string(),
  name: common.name.optional(),
  enabled: common.enabled.optional(),
  language: common.language.optional(),
  ...optionalFields,
});
export type ChannelChange = Omit<z.infer<typeof ChannelChangeInput>, 'id'>;

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const ChannelIdInput = z.strictObject({ id: z.string() });

/** What has to go well, one after the other, before a message has arrived. */
export const deliverySteps = ['name', 'connection', 'certificate', 'sign_in', 'answer'] as const;
export const DeliveryStep = z.enum(deliverySteps);
export type DeliveryStep = z.infer<typeof DeliveryStep>;

export const DeliveryFault = z.object({
  at: time,
  step: DeliveryStep.describe('What failed: finding the address, connecting, its certificate, signing in, or what it answered.'),
  message: z.string().describe('One sentence, with what the other side said; never a secret.'),
});
export type DeliveryFault = z.infer<typeof DeliveryFault>;

export const Channel = z.object({
  channel_id: z.string(),
  kind: ChannelKind,
  ...common,
  ...optionalFields,
  last_success: time.nullable().describe('When something last arrived there.'),
  last_error: DeliveryFault.nullable().describe('Why the last message did not; null once one has.'),
  waiting_count: z.int().min(0).describe('Messages that are still to be sent, or sent again.'),
  subscription_count: z.int().min(0).nullable().describe('Phones and browsers, of web_push; else null.'),
  is_connected: z.boolean().nullable().describe('Whether the broker knows all of this PetLog now, of mqtt; else null.'),
});
export type Channel = z.infer<typeof Channel>;

export const ChannelList = z.object({ channels: z.array(Channel) });
export const ChannelRemoved = z.object({ message: z.string(), channel_id: z.string() });

export const ChannelTest = z.object({
  ok: z.boolean(),
  step: DeliveryStep.nullable().describe('The step that failed; null when all went well.'),
  message: z.string().describe('One sentence: what went wrong, with what the other side said, or that it was taken.'),
  certificate_fingerprint: z.string().nullable().describe('SHA-256 of a certificate that is in the way and could be confirmed.'),
});
export type ChannelTest = z.infer<typeof ChannelTest>;
