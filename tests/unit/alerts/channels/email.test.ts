import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { ChannelSettings } from '../../../../shared/alerts-channels.ts';
import { email } from '../../../../main/alerts/channels/email.ts';
import { DeliveryError } from '../../../../main/alerts/delivery.ts';
import { alertMessage } from '../../../support/alert-message.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';

const servers: SMTPServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
});

async function serve(options: SMTPServerOptions = {}): Promise<{ port: number; mails: string[]; recipients: string[] }> {
  const mails: string[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onData(stream, session, done) {
      void text(stream).then((mail) => {
        mails.push(mail);
        recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // what a client breaks off
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, mails, recipients };
}

const settings = (port: number, values: Partial<ChannelSettings<'email'>> = {}): ChannelSettings<'email'> => ({
  kind: 'email',
  host: 'mail.test',
  port,
  security: 'none',
  username: '',
  password: '',
  from: 'petlog@home.test',
  to: ['anna@home.test', 'ben@home.test'],
  ...values,
});

const send = (values: ChannelSettings<'email'>, signal = new AbortController().signal) =>
  email(values, loopbackAddresses({ 'mail.test': '127.0.0.1' }))(alertMessage(), signal);

async function refused(sent: Promise<unknown>): Promise<DeliveryError> {
  const error: unknown = await sent.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

describe('e-mail', () => {
  it('has its picture inside, and the same id each time', async () => {
    const { port, mails, recipients } = await serve();
    await send(settings(port));
    await send(settings(port));
    expect(recipients).toEqual(['anna@home.test', 'ben@home.test', 'anna@home.test', 'ben@home.test']);
    expect(mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1])).toEqual(
      Array(2).fill(`<${alertMessage().deliveryId}@petlog.local>`),
    );
    expect(mails[0]).toMatch(/^Content-ID: <picture>$/im);
    expect(mails[0]).toMatch(/^Content-Disposition: inline/im);
    expect(mails[0]).toContain(Buffer.from('a picture').toString('base64'));
  });

  it('names the step that failed, and never the password', async () => {
    const { port } = await serve({
      onAuth: ({ password }, _session, done) => done(new Error(`no such user ${password ?? ''}`)),
    });
    const wrong = await refused(send(settings(port, { username: 'anna', password: 'hunter22' })));
    expect([wrong.step, wrong.message]).toEqual([
      'sign_in',
      expect.stringContaining('mail.test does not accept the name and the password'),
    ]);
    expect(wrong.message).not.toContain('hunter22');
    const plain = await refused(send(settings(port, { security: 'starttls' })));
    expect([plain.step, plain.message]).toEqual(['certificate', `mail.test offers no encryption at port ${port}; try another security.`]);
  });

  it('says what the server has against the message', async () => {
    const { port } = await serve({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('mailbox is full'), { responseCode: 552 })),
    });
    const error = await refused(send(settings(port)));
    expect([error.step, error.isPermanent, error.message]).toEqual(['answer', true, expect.stringContaining('mailbox is full')]);
  });

  it('does not trust a certificate that nobody signed', async () => {
    const { port } = await serve({ secure: true, disabledCommands: [] });
    const error = await refused(send(settings(port, { security: 'tls' })));
    expect(error.step).toBe('certificate');
    expect(error.message).toContain('mail.test shows a certificate that this system does not trust');
  });

  it('says that nobody listens, or that there is no such host', async () => {
    const { port } = await serve();
    await new Promise<void>((resolve) => servers.pop()!.close(() => resolve()));
    const closed = await refused(send(settings(port)));
    expect([closed.step, closed.message]).toEqual(['connection', 'mail.test refuses the connection: nothing listens at that port.']);
    expect((await refused(send(settings(25, { host: 'nowhere.test' })))).step).toBe('name');
  });
});
