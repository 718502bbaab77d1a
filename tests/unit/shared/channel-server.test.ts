import { expect, test } from 'vitest';
import { type ChannelKind, channelKinds, fieldsOfKind, secretChannelFields } from '../../../shared/alerts-channels.ts';
import { fieldsOfFormerServer } from '../../../shared/channel-server.ts';

const host = { email: 'host', ntfy: 'server_url', webhook: 'url', apprise: 'url', mqtt: 'broker_url' } as const;
const change = (kind: keyof typeof host, before: string, after: string): readonly string[] =>
  fieldsOfFormerServer(kind, { [host[kind]]: before }, { [host[kind]]: after });

test('what is sent to one server is not for another', () => {
  expect(change('email', 'mail.example', 'other.example')).toEqual(['password']);
  expect(change('ntfy', '', 'https://ntfy.home')).toEqual(['token', 'certificate_fingerprint']);
  expect(change('webhook', 'https://a.home/hook', 'https://b.home/hook')).toEqual(['certificate_fingerprint']);
  expect(change('apprise', 'http://a.home/notify', 'http://b.home/notify')).toEqual(['urls', 'certificate_fingerprint']);
  expect(change('mqtt', 'mqtt://[fd00::1]:1883', 'mqtt://[fd00::2]:1883')).toEqual(['password', 'certificate_fingerprint']);
});

test('another port, path, encryption or way to write it is the same server', () => {
  expect(change('email', 'mail.example', 'Mail.Example')).toEqual([]);
  expect(change('ntfy', '', 'https://ntfy.sh/')).toEqual([]);
  expect(change('webhook', 'https://a.home/hook', 'https://a.home:8443/other?x')).toEqual([]);
  expect(change('mqtt', 'mqtt://broker', 'mqtts://broker:8883/')).toEqual([]);
  expect(fieldsOfFormerServer('mqtt', { broker_url: 'mqtt://broker' }, { username: 'anna' })).toEqual([]);
});

test('every secret of a kind whose server is chosen belongs to that server, but one that only signs', () => {
  const chosen = Object.keys(host) as (keyof typeof host)[];
  for (const kind of channelKinds) {
    const fields: readonly string[] = fieldsOfKind[kind];
    const secrets = fields.filter((field) => field !== 'secret' && (secretChannelFields as readonly string[]).includes(field));
    const own = isChosen(kind) ? change(kind, 'http://a', 'http://b') : [];
    expect(
      own.filter((field) => field !== 'certificate_fingerprint'),
      kind,
    ).toEqual(isChosen(kind) ? secrets : []);
    expect(own.includes('certificate_fingerprint'), kind).toBe(isChosen(kind) && fields.includes('certificate_fingerprint'));
  }
  function isChosen(kind: ChannelKind): kind is keyof typeof host {
    return chosen.some((one) => one === kind);
  }
});
