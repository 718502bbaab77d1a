import { isIP } from 'node:net';
import type { ChannelSettings } from '../../../shared/alerts-channels.ts';
import type { DeliveryStep } from '../../../shared/alerts-channels.ts';
import { connectionFault } from '../../remote/remote-fault.ts';
import { escapeMarkup } from '../../system/escape-markup.ts';
import { untilAborted } from '../../system/until-aborted.ts';
import { DeliveryError } from '../delivery.ts';
import { type Addresses, faultOf, said } from './ask.ts';
import type { AlertMessage, Send } from './message.ts';

const patienceMilliseconds = 12_000;
const goodbyeMilliseconds = 1000;

/** E-mail by SMTP, with its picture inside. The same message has the same id each time, by which mail servers know it again. */
export function email(settings: ChannelSettings<'email'>, addresses: Addresses): Send {
  return async (message, signal) => {
    const { host, port, security } = settings;
    const pinned = await untilAborted(addresses.resolve(host, port), signal).catch((error: unknown) => {
      throw faultOf(error, host, signal);
    });
    const { createTransport } = await import('nodemailer'); // few have it
    const transport = createTransport({
      host: pinned.address,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(isIP(pinned.host) === 0 ? { tls: { servername: pinned.host } } : {}),
      name: 'petlog.local',
      connectionTimeout: patienceMilliseconds,
      greetingTimeout: patienceMilliseconds,
      socketTimeout: patienceMilliseconds,
      // Whoever never hangs up would keep the connection, and with it the end of PetLog.
      socketCloseTimeout: goodbyeMilliseconds,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(settings.username === '' && settings.password === '' ? {} : { auth: { user: settings.username, pass: settings.password } }),
    });
    try {
      await transport.sendMail({
        // Silence has a limit of its own; a server that goes on saying little has this one alone.
        signal,
        from: { name: 'PetLog', address: settings.from },
        to: [...settings.to],
        subject: message.title,
        messageId: `<${message.deliveryId}@petlog.local>`,
        date: new Date(message.atMilliseconds),
        text: textOf(message),
        html: pageOf(message),
        attachments:
          message.picture === null
            ? []
            : [
                {
                  filename: 'picture.jpg',
                  content: message.picture,
                  contentType: 'image/jpeg',
                  cid: 'picture',
                  contentDisposition: 'inline' as const,
                },
              ],
      });
    } catch (error) {
      throw mailFault(error, settings, signal);
    } finally {
      transport.close();
    }
    return {};
  };
}

const textOf = ({ body, url, snooze }: AlertMessage): string =>
  [body, url ?? '', snooze === null ? '' : `${snooze.label}: ${snooze.url}`].filter((part) => part !== '').join('\n\n');

function pageOf({ title, body, url, snooze, picture }: AlertMessage): string {
  const image =
    picture === null ? '' : `<p><img src="cid:picture" alt="${escapeMarkup(title)}" style="max-width:100%;border-radius:8px"></p>`;
  const link = url === null ? '' : `<p><a href="${escapeMarkup(url)}">${escapeMarkup(url)}</a></p>`;
  const quiet = snooze === null ? '' : `<p><a href="${escapeMarkup(snooze.url)}">${escapeMarkup(snooze.label)}</a></p>`;
  return `<p><strong>${escapeMarkup(title)}</strong></p>${image}<p>${escapeMarkup(body)}</p>${link}${quiet}`;
}

interface MailError {
  readonly code?: unknown;
  readonly response?: unknown;
  readonly responseCode?: unknown;
  readonly message?: unknown;
}

/** What nodemailer says by its codes, by the step that failed. */
function mailFault(error: unknown, { host, port, password, username }: ChannelSettings<'email'>, signal: AbortSignal): DeliveryError {
  const { code, response, responseCode, message } = (error ?? {}) as MailError;
  const status = typeof responseCode === 'number' ? responseCode : 0;
  const secrets = [password, Buffer.from(password).toString('base64'), Buffer.from(`\0${username}\0${password}`).toString('base64')];
  const answer = typeof response === 'string' && response !== '' ? `: ${said(response, secrets)}` : '';
  const fail = (step: DeliveryStep, text: string): DeliveryError =>
    new DeliveryError(step, `${text}${/[.!?]$/.test(text) ? '' : '.'}`, { isPermanent: status >= 500 && status < 600, cause: error });
  if (signal.aborted || code === 'ETIMEDOUT') {
    return fail('connection', `${host} does not answer in time at port ${port}`);
  }
  if (code === 'EAUTH') {
    return fail('sign_in', `${host} does not accept the name and the password${answer}`);
  }
  if (code === 'ETLS' || /certificate|self.signed|altnames/i.test(String(message))) {
    const isMissing = /STARTTLS/i.test(String(message));
    return fail(
      'certificate',
      isMissing ? `${host} offers no encryption at port ${port}; try another security` : distrusted(host, String(message)),
    );
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE' || status > 0) {
    return fail('answer', `${host} does not take the message${answer || ': it says nothing more'}`);
  }
  if (code === 'EPROTOCOL') {
    return fail('connection', `${host} does not speak SMTP at that port`);
  }
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  // nodemailer's own word for a server that hung up.
  const hungUp = code === 'ECONNECTION' ? 'ECONNRESET' : '';
  const system = /\bSSL routines\b/.test(String(message)) ? 'EPROTO' : systemCode(cause) || hungUp;
  return fail('connection', connectionFault(Object.assign(new Error(), { code: system })).about(host));
}

/** With what to do, as far as OpenSSL or Node says what it objects to. */
function distrusted(host: string, message: string): string {
  const untrusted = `${host} shows a certificate that this system does not trust`;
  if (/altnames/i.test(message)) {
    return `${untrusted}: it is for another name, which is the one to enter`;
  }
  return /expired/i.test(message) ? `${untrusted}: its time is over, and whoever runs the server has to renew it` : untrusted;
}

function systemCode(error: unknown): string {
  const { code, errno, message } = (error ?? {}) as { code?: unknown; errno?: unknown; message?: unknown };
  const known = /\bE[A-Z]{4,}\b/.exec(String(message))?.[0];
  return (
    known ?? (typeof code === 'string' && code !== 'ESOCKET' && code !== 'ECONNECTION' ? code : typeof errno === 'string' ? errno : '')
  );
}
