import type { Request, Response } from 'express';
import type { Session, SessionTokens } from '../../../shared/access.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { Input, Output, SessionRouteName } from '../../../shared/routes.ts';
import type { OpenSession, Sessions } from '../../access/sessions.ts';
import { prefixOf } from '../network/prefix.ts';
import { addressOf, authenticationOf } from './authentication.ts';
import { clearSessionCookies, readCookies, setSessionCookies } from './cookies.ts';

/** Handlers of the routes that read and set a browser's cookies. */
export type SessionHandlers = { [N in SessionRouteName]: (input: Input<N>, request: Request, response: Response) => Promise<Output<N>> };

export interface SessionHandlersDependencies {
  mode(): 'open' | 'accounts';
  hasAdmin(): boolean;
  sessions: Sessions;
  /** Writes down that a device came or went. */
  record(fact: { actor: string; address: string; action: SessionRouteName; detail: string }): void;
}

const sessionOf = (session: OpenSession): Session => ({
  access: 'accounts',
  state: 'signed_in',
  kind: 'device',
  role: session.device.role,
  device_id: session.device.id,
  name: session.device.name,
  account_name: session.device.accountName,
  expires_at: new Date(session.accessExpiresAtMilliseconds).toISOString(),
});

export function createSessionHandlers({ mode, hasAdmin, sessions, record }: SessionHandlersDependencies): SessionHandlers {
  const deliver = (session: OpenSession, delivery: 'cookie' | 'body', request: Request, response: Response): SessionTokens => {
    if (delivery === 'body') {
      return { ...sessionOf(session), access_token: session.accessToken, refresh_token: session.refreshToken };
    }
    setSessionCookies(request, response, prefixOf(response), session);
    return sessionOf(session);
  };
  return {
    async 'session.get'(_input, _request, response) {
      const nobody = { kind: null, role: null, device_id: null, name: null, account_name: null, expires_at: null };
      if (mode() === 'open') {
        return { ...nobody, access: 'open', state: 'open', kind: 'open', role: 'admin' };
      }
      const authentication = authenticationOf(response);
      if (authentication === null) {
        return { ...nobody, access: 'accounts', state: hasAdmin() ? 'signed_out' : 'setup' };
      }
      const { principal, expiresAtMilliseconds, accountName } = authentication;
      return {
        access: 'accounts',
        state: 'signed_in',
        kind: principal.kind,
        role: principal.role,
        device_id: principal.kind === 'device' ? principal.id : null,
        name: principal.name,
        account_name: accountName,
        expires_at: expiresAtMilliseconds === null ? null : new Date(expiresAtMilliseconds).toISOString(),
      };
    },
    async 'session.pair'(input, request, response) {
      const session = await sessions.pair(input, addressOf(request));
      record({ actor: session.device.name, address: addressOf(request), action: 'session.pair', detail: session.device.role });
      return deliver(session, input.token_delivery, request, response);
    },
    async 'session.sign_in'(input, request, response) {
      const session = await sessions.signIn(input, addressOf(request));
      record({
        actor: session.device.name,
        address: addressOf(request),
        action: 'session.sign_in',
        detail: session.device.accountName ?? '',
      });
      return deliver(session, input.token_delivery, request, response);
    },
    async 'session.refresh'({ refresh_token }, request, response) {
      const token = refresh_token ?? readCookies(request).refresh;
      if (token === null) {
        throw new PetLogError('unauthorized', { access: 'viewer' });
      }
      let session: OpenSession;
      try {
        session = await sessions.refresh(token, addressOf(request));
      } catch (error) {
        if (refresh_token === undefined && error instanceof PetLogError && error.status === 401) {
          clearSessionCookies(request, response, prefixOf(response));
        }
        throw error;
      }
      response.once('close', () => {
        if (!response.writableFinished) {
          sessions.takeBack(token, session);
        }
      });
      return deliver(session, refresh_token === undefined ? 'cookie' : 'body', request, response);
    },
    async 'session.sign_out'(_input, request, response) {
      const principal = authenticationOf(response)?.principal;
      if (principal?.kind === 'device' && principal.id !== null) {
        sessions.end(principal.id, 'signed_out');
        record({ actor: principal.name, address: addressOf(request), action: 'session.sign_out', detail: '' });
      }
      clearSessionCookies(request, response, prefixOf(response));
      return { message: 'This device is signed out.' };
    },
  };
}
