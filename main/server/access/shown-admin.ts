import type { Request } from 'express';
import type { Authentication, Authenticator } from '../../access/authenticator.ts';
import type { Sessions } from '../../access/sessions.ts';
import { addressOf, bearerOf } from './authentication.ts';
import { readCookies } from './cookies.ts';

/**
 * The admin that a request shows to be, where nobody has to show anything: who asks that only those come in
 * from now on that were let in must be one of them. Null for nobody, for viewers, and for who sees some cameras alone.
 */
export async function shownAdmin(
  { authenticator, sessions }: { authenticator: Pick<Authenticator, 'authenticate'>; sessions: Pick<Sessions, 'confirm'> },
  request: Request,
): Promise<Authentication | null> {
  const authentication = await authenticator.authenticate({
    bearer: bearerOf(request),
    accessCookie: readCookies(request).access,
    kioskCookie: null,
    address: addressOf(request),
  });
  const principal = authentication?.principal;
  if (principal?.role !== 'admin' || principal.cameraIds !== undefined) {
    return null;
  }
  sessions.confirm(principal.id);
  return authentication;
}
