import type { OpenSession } from '../../main/access/sessions.ts';
import type { OpenAccess } from './open-access.ts';

export const password = 'a sunny day';
/** Where whoever may come in comes from. */
export const from = '192.168.1.20';
export const stranger = '192.168.1.66';

export function signIn(set: OpenAccess, name: string, guess: string, address = from): Promise<OpenSession> {
  return set.access.sessions.signIn({ name, password: guess, device_name: 'Browser', token_delivery: 'cookie' }, address);
}

/** Whom an access token is taken for, with the role. */
export async function who(set: OpenAccess, { accessToken }: Pick<OpenSession, 'accessToken'>): Promise<string> {
  const authentication = await set.access.authenticator.authenticate({
    bearer: accessToken,
    accessCookie: null,
    kioskCookie: null,
    address: from,
  });
  return authentication === null ? 'nobody' : `${authentication.principal.name} (${authentication.principal.role})`;
}
