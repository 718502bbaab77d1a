/** A name server may be silent for as long as it likes: neither the next attempt nor the end of PetLog waits for it. */
import { expect, it } from 'vitest';
import { email } from '../../../../main/alerts/channels/email.ts';
import { mqtt } from '../../../../main/alerts/channels/mqtt.ts';
import type { Send } from '../../../../main/alerts/channels/message.ts';
import { webhook } from '../../../../main/alerts/channels/webhook.ts';
import { alertMessage } from '../../../support/alert-message.ts';

const addresses = { resolve: () => new Promise<never>(() => {}) };

const mailServer = { host: 'mail.test', port: 25, security: 'none', username: '', password: '' } as const;
const broker = {
  ...{ broker_url: 'mqtt://broker.test', username: '', password: '', certificate_fingerprint: '' },
  ...{ topic_prefix: 'petlog', home_assistant: true, discovery_prefix: 'homeassistant', commands: true },
};

const channels: readonly (readonly [string, Send])[] = [
  ['e-mail', email({ kind: 'email', ...mailServer, from: 'petlog@home.test', to: ['anna@home.test'] }, addresses)],
  ['MQTT', mqtt({ kind: 'mqtt', ...broker }, addresses)],
  ['webhook', webhook({ kind: 'webhook', url: 'https://hook.test/', secret: 'whsec_x', certificate_fingerprint: '' }, addresses, () => 0)],
];

it.each(channels)('an alert by %s is given up with its signal', async (_name, send) => {
  const attempt = new AbortController();
  const sent = send(alertMessage(), attempt.signal);
  attempt.abort();
  await expect(sent).rejects.toMatchObject({ step: 'connection', message: expect.stringContaining('does not answer in time') });
});
