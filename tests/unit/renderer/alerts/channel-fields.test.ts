import { expect, test } from 'vitest';
import {
  channelFieldForms,
  channelValues,
  fieldText,
  missingField,
  secretForOtherServer,
} from '../../../../renderer/state/alerts/channel-fields.ts';
import { newSigningSecret } from '../../../../renderer/state/alerts/signing-secret.ts';
import {
  addableChannelKinds,
  type Channel,
  ChannelChangeInput,
  channelFields,
  ChannelInput,
  fieldsOfKind,
  secretChannelFields,
} from '../../../../shared/alerts-channels.ts';

const channelOf = (values: Partial<Channel>): Channel => ({
  channel_id: 'a',
  kind: 'email',
  name: 'Mail',
  enabled: true,
  language: 'auto',
  last_success: null,
  last_error: null,
  waiting_count: 0,
  subscription_count: null,
  is_connected: null,
  ...values,
});

test('each kind asks for what it has, but for a certificate, which is compared', () => {
  expect(Object.keys(channelFieldForms).sort()).toEqual([...addableChannelKinds].sort());
  for (const kind of addableChannelKinds) {
    const asked = channelFieldForms[kind].map(({ name }) => name).sort();
    expect(asked, kind).toEqual(fieldsOfKind[kind].filter((field) => field !== 'certificate_fingerprint').toSorted());
    for (const { name, kind: form, isOptional } of channelFieldForms[kind]) {
      expect(form === 'secret' || form === 'lines', name).toBe((secretChannelFields as readonly string[]).includes(name));
      // What has a default can be left out; port and encryption stand there.
      const hasDefault = channelFields[name].safeParse(undefined).success;
      expect(isOptional === true || form === 'port' || form === 'security', name).toBe(hasDefault);
    }
  }
});

test('what was entered is what PetLog takes', () => {
  const entered = {
    host: 'smtp.home.example',
    port: '465',
    security: 'tls',
    username: '',
    password: '',
    from: 'petlog@home.example',
    to: 'anna@home.example, ben@home.example',
  };
  const values = channelValues('email', entered, true);
  expect(values).toEqual({
    host: 'smtp.home.example',
    port: 465,
    security: 'tls',
    from: 'petlog@home.example',
    to: ['anna@home.example', 'ben@home.example'],
  });
  expect(ChannelInput.parse({ kind: 'email', name: 'Mail', ...values })).toMatchObject({ port: 465 });
  expect(missingField('email', { ...entered, from: '' }, true)).toBe('from');
  expect(missingField('email', entered, true)).toBeNull();
});

test('an empty secret of a channel that there is stays as it is, another field can be emptied', () => {
  expect(missingField('telegram', { bot_token: '', chat_id: '12' }, true)).toBe('bot_token');
  expect(missingField('telegram', { bot_token: '', chat_id: '12' }, false)).toBeNull();
  const change = channelValues('apprise', { url: 'http://192.168.1.2/notify', urls: '', tags: '' }, false);
  expect(change).toEqual({ url: 'http://192.168.1.2/notify', tags: '' });
  expect(ChannelChangeInput.parse({ id: 'a', ...change })).toMatchObject({ tags: '' });
});

test('a field shows what there is, and no secret', () => {
  const channel = channelOf({ host: 'mail', to: ['a@b.example', 'c@d.example'], password: '<redacted>', port: 25 });
  const shown = Object.fromEntries(channelFieldForms.email.map((field) => [field.name, fieldText(channel, field)]));
  expect(shown).toMatchObject({
    host: 'mail',
    port: '25',
    security: 'starttls',
    to: 'a@b.example, c@d.example',
    password: '',
    username: '',
  });
  expect(fieldText(null, { name: 'port', kind: 'port' })).toBe('587');
});

test('a new secret for signing is one that PetLog takes, and another each time', () => {
  const secrets = new Set(Array.from({ length: 20 }, newSigningSecret));
  expect(secrets.size).toBe(20);
  for (const secret of secrets) {
    expect(channelFields.secret.parse(secret)).toBe(secret);
  }
});

test('a password is asked for anew where another server is named at which somebody signs in', () => {
  const mail = channelOf({ host: 'mail.example', username: 'anna', password: '<redacted>' });
  const values = { host: 'mail.example', username: 'anna', password: '' };
  expect(secretForOtherServer(mail, 'email', values)).toBeNull();
  expect(secretForOtherServer(mail, 'email', { ...values, host: 'other.example' })).toBe('password');
  expect(secretForOtherServer(mail, 'email', { ...values, host: 'other.example', password: 'new' })).toBeNull();
  expect(secretForOtherServer(mail, 'email', { ...values, host: 'other.example', username: '' })).toBeNull();
});
