import { createHash, randomBytes } from 'node:crypto';
import type { Credentials } from '../../remote/login.ts';
import { escapeMarkup } from '../../system/escape-markup.ts';

const security = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const utility = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const profile = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';
const encoding = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';

/**
 * Proves to a SOAP service who asks, without the password itself (OASIS "Web
 * Services Security UsernameToken Profile 1.0", 3.1): Base64 of the SHA-1 of
 * nonce, time and password. Good for one request.
 *
 * @param created the time by the clock of the service
 */
export function usernameToken({ username, password }: Credentials, created: Date, nonce = randomBytes(16)): string {
  const time = created.toISOString().replace(/\.\d+Z$/, 'Z');
  const digest = createHash('sha1').update(nonce).update(time).update(password).digest('base64');
  return (
    `<s:Security xmlns:s="${security}" xmlns:u="${utility}" e:mustUnderstand="1"><s:UsernameToken>` +
    `<s:Username>${escapeMarkup(username)}</s:Username><s:Password Type="${profile}#PasswordDigest">${digest}</s:Password>` +
    `<s:Nonce EncodingType="${encoding}">${nonce.toString('base64')}</s:Nonce><u:Created>${time}</u:Created>` +
    '</s:UsernameToken></s:Security>'
  );
}
