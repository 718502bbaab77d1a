import type { AddableChannelKind, Channel, ChannelField, ChannelInput } from '../../../shared/alerts-channels.ts';
import { fieldsOfFormerServer } from '../../../shared/channel-server.ts';

/** How a field is entered. */
export interface ChannelFieldForm {
  readonly name: Exclude<ChannelField, 'certificate_fingerprint'>;
  readonly kind: 'text' | 'address' | 'mail' | 'mails' | 'secret' | 'lines' | 'port' | 'security' | 'topics' | 'switch';
  /** Whether it can stay empty. */
  readonly isOptional?: true;
  /** What stands in it before anything is entered, for the eye. */
  readonly example?: string;
}

/** Of each kind that can be added, in the order in which people are asked. Certificates are compared where a test names one. */
export const channelFieldForms: Readonly<Record<AddableChannelKind, readonly ChannelFieldForm[]>> = {
  email: [
    { name: 'host', kind: 'text', example: 'smtp.example.org' },
    { name: 'port', kind: 'port' },
    { name: 'security', kind: 'security' },
    { name: 'username', kind: 'text', isOptional: true },
    { name: 'password', kind: 'secret', isOptional: true },
    { name: 'from', kind: 'mail', example: 'petlog@example.org' },
    { name: 'to', kind: 'mails', example: 'anna@example.org' },
  ],
  ntfy: [
    { name: 'topic', kind: 'text', example: 'petlog-7f3kq' },
    { name: 'server_url', kind: 'address', isOptional: true, example: 'https://ntfy.sh' },
    { name: 'token', kind: 'secret', isOptional: true },
  ],
  telegram: [
    { name: 'bot_token', kind: 'secret' },
    { name: 'chat_id', kind: 'text', example: '123456789' },
  ],
  pushover: [
    { name: 'user_key', kind: 'secret' },
    { name: 'application_token', kind: 'secret' },
  ],
  discord: [{ name: 'webhook_url', kind: 'secret', example: 'https://discord.com/api/webhooks/…' }],
  webhook: [
    { name: 'url', kind: 'address', example: 'https://example.org/alerts' },
    { name: 'secret', kind: 'secret' },
  ],
  apprise: [
    { name: 'url', kind: 'address', example: 'http://192.168.1.20:8000/notify/petlog' },
    { name: 'urls', kind: 'lines', isOptional: true, example: 'matrix://…' },
    { name: 'tags', kind: 'text', isOptional: true },
  ],
  mqtt: [
    { name: 'broker_url', kind: 'address', example: 'mqtt://192.168.1.20' },
    { name: 'username', kind: 'text', isOptional: true },
    { name: 'password', kind: 'secret', isOptional: true },
    { name: 'home_assistant', kind: 'switch', isOptional: true },
    { name: 'commands', kind: 'switch', isOptional: true },
    { name: 'topic_prefix', kind: 'topics', isOptional: true, example: 'petlog' },
    { name: 'discovery_prefix', kind: 'topics', isOptional: true, example: 'homeassistant' },
  ],
};

export const addableKinds = Object.keys(channelFieldForms) as readonly AddableChannelKind[];

type Values = Readonly<Record<string, string>>;

/** What stands in a field of a channel that there is. Secrets are told nobody. */
export function fieldText(channel: Channel | null, { name, kind }: ChannelFieldForm): string {
  if (kind === 'port') {
    return String(channel?.port ?? 587);
  }
  if (kind === 'switch') {
    return String(channel?.[name] ?? true);
  }
  if (kind === 'security') {
    return channel?.security ?? 'starttls';
  }
  const value = channel?.[name];
  return kind === 'secret' || kind === 'lines' || value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value);
}

/** The first field that has to be filled and is not; a secret of a channel that there is may stay as it is. */
export function missingField(kind: AddableChannelKind, values: Values, isNew: boolean): ChannelFieldForm['name'] | null {
  const missing = channelFieldForms[kind].find(
    ({ name, isOptional, kind: form }) => isOptional !== true && (isNew || form !== 'secret') && (values[name] ?? '') === '',
  );
  return missing?.name ?? null;
}

/** The secret that another server needs anew, where somebody signs in there; null where none is missing. */
export function secretForOtherServer(channel: Channel, kind: AddableChannelKind, values: Values): ChannelFieldForm['name'] | null {
  const former = fieldsOfFormerServer(kind, channel, channelValues(kind, values, false));
  const isMissing = former.includes('password') && (values['username'] ?? '') !== '' && (values['password'] ?? '') === '';
  return isMissing ? 'password' : null;
}

/** What was entered, as PetLog takes it: what is left empty and cannot be, or is a secret, stays as it is. */
export function channelValues(kind: AddableChannelKind, values: Values, isNew: boolean): Partial<ChannelInput> {
  const entries = channelFieldForms[kind].flatMap(({ name, kind: form }) => {
    const value = values[name] ?? '';
    if (value === '' && (isNew || ['secret', 'lines', 'address', 'topics', 'switch'].includes(form))) {
      return [];
    }
    return [[name, enteredValue(form, value)]];
  });
  return Object.fromEntries(entries) as Partial<ChannelInput>;
}

function enteredValue(form: ChannelFieldForm['kind'], value: string): unknown {
  switch (form) {
    case 'port':
      return Number(value);
    case 'mails':
      return value.split(/[\s,;]+/).filter((part) => part !== '');
    case 'switch':
      return value === 'true';
    default:
      return value;
  }
}
