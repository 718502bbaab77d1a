import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { ChannelSettings } from '../../../../shared/alerts-channels.ts';
import { email } from '../../../../main/alerts/channels/email.ts';
import { DeliveryError } from '../../../../main/alerts/delivery.ts';
import { alertMessage } from '../../../support/alert-message.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';

const servers: SMTPServer[] = [];
const plainServers: { readonly server: Server; readonly sockets: Socket[] }[] = [];
afterEach(async () => {
  for (const { server, sockets } of plainServers.splice(0)) {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    await once(server, 'close');
  }
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

/** A server that is none, or a bad one. */
async function serveBadly(behave: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    behave(socket);
  });
  plainServers.push({ server, sockets });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Says a line again and again, sooner than anybody would call it silent; the third time, the other side has heard one. */
function goOnSaying(socket: Socket, line: string, heard: () => void): void {
  let count = 0;
  const timer = setInterval(() => {
    socket.write(line);
    count += 1;
    if (count === 3) {
      heard();
    }
  }, 20);
  socket.once('close', () => clearInterval(timer));
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

  it('leads to the moment, and to where alerts are snoozed', async () => {
    const { port, mails } = await serve();
    const snooze = { label: 'Snooze <alerts>', url: 'https://petlog.local/app/more/alerts' };
    const message = alertMessage({ body: 'Kitchen', picture: null, snooze });
    await email(settings(port), loopbackAddresses({ 'mail.test': '127.0.0.1' }))(message, new AbortController().signal);
    const mail = mails[0]!.replace(/=\r\n/g, '').replaceAll('=3D', '=');
    expect(mail).toContain(`Snooze <alerts>: ${snooze.url}`);
    expect(mail).toContain(`<a href="${snooze.url}">Snooze &lt;alerts&gt;</a>`);
    expect(mail).toContain(`<a href="${message.url ?? ''}">`);
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

  const slow: Readonly<Record<string, (socket: Socket, heard: () => void) => void>> = {
    'says nothing': (_socket, heard) => heard(),
    'greets and says nothing more': (socket, heard) => {
      socket.write('220 mail.test\r\n');
      socket.once('data', heard);
    },
    'goes on greeting': (socket, heard) => goOnSaying(socket, '220-one moment\r\n', heard),
    'goes on telling what it can': (socket, heard) => {
      socket.write('220 mail.test\r\n');
      socket.once('data', () => goOnSaying(socket, '250-8BITMIME\r\n', heard));
    },
    'goes on taking the message': (socket, heard) => {
      socket.write('220 mail.test\r\n');
      let isMessage = false;
      socket.on('data', (bytes: Buffer) => {
        if (isMessage) {
          return;
        }
        isMessage = bytes.toString().startsWith('DATA');
        if (isMessage) {
          socket.write('354 go on\r\n');
          goOnSaying(socket, '250-nearly there\r\n', heard);
        } else {
          socket.write('250 fine\r\n');
        }
      });
    },
  };
  it.each(Object.entries(slow))('is broken off when its time is over: a server that %s', async (_what, behave) => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const port = await serveBadly((socket) => {
      socket.once('close', closed.resolve);
      behave(socket, () => controller.abort());
    });
    const error = await refused(send(settings(port, { username: 'anna', password: '' }), controller.signal));
    expect([error.step, error.isPermanent, error.message]).toEqual([
      'connection',
      false,
      `mail.test does not answer in time at port ${port}.`,
    ]);
    // By the one who waited, and not by a silence after many seconds.
    expect(error.cause).toMatchObject({ code: 'EABORT' });
    await closed.promise;
  });

  it('says that something else answers there, or hangs up', async () => {
    const page = 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>Router</title>';
    const web = await refused(send(settings(await serveBadly((socket) => socket.end(page)))));
    expect([web.step, web.message]).toEqual(['connection', 'mail.test does not speak SMTP at that port.']);
    const { port } = await serve();
    const plain = await refused(send(settings(port, { security: 'tls' })));
    expect([plain.step, plain.message]).toEqual(['connection', 'mail.test does not speak TLS at that port, or none that is understood.']);
    const hasty = await refused(
      send(
        settings(
          await serveBadly((socket) => {
            socket.write('220 mail.test\r\n');
            socket.once('data', () => socket.end());
          }),
        ),
      ),
    );
    expect([hasty.step, hasty.isPermanent, hasty.message]).toEqual(['connection', false, 'mail.test broke the connection off.']);
  });
});
