import type { Request, Response } from 'express';
import type { Session, SessionTokens } from '../../../shared/access.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { Input, Output, SessionRouteName } from '../../../shared/routes.ts';
import type { Authentication, Authenticator } from '../../access/authenticator.ts';
import type { OpenSession, Sessions } from '../../access/sessions.ts';
import { mayTalk } from '../../access/principal.ts';
import { prefixOf } from '../network/prefix.ts';
import { addressOf, authenticationOf } from './authentication.ts';
import { clearSessionCookies, readCookies, setSessionCookies } from './cookies.ts';
import { shownAdmin } from './shown-admin.ts';

/** Handlers of the routes that read and set a browser's cookies. */
export type SessionHandlers = { [N in SessionRouteName]: (input: Input<N>, request: Request, response: Response) => Promise<Output<N>> };

export interface SessionHandlersDependencies {
  mode(): 'open' | 'accounts';
  hasAdmin(): boolean;
  sessions: Sessions;
  authenticator: Pick<Authenticator, 'authenticate'>;
  /**
   * Lets in only who was let in, from now on.
   *
   * @throws PetLogError `settings_not_saved`
   */
  restrictAccess(): Promise<unknown>;
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
  camera_ids: session.device.cameraIds === null ? null : [...session.device.cameraIds],
  can_talk: mayTalk(session.device),
  expires_at: new Date(session.accessExpiresAtMilliseconds).toISOString(),
});

const sessionOfAuthentication = ({ principal, expiresAtMilliseconds, accountName }: Authentication): Session => ({
  access: 'accounts',
  state: 'signed_in',
  kind: principal.kind,
  role: principal.role,
  device_id: principal.kind === 'device' ? principal.id : null,
  name: principal.name,
  account_name: accountName,
  camera_ids: principal.cameraIds === undefined ? null : [...principal.cameraIds],
  can_talk: mayTalk(principal),
  expires_at: expiresAtMilliseconds === null ? null : new Date(expiresAtMilliseconds).toISOString(),
});

export function createSessionHandlers({
  mode,
  hasAdmin,
  sessions,
  authenticator,
  restrictAccess,
  record,
}: SessionHandlersDependencies): SessionHandlers {
  const deliver = (session: OpenSession, delivery: 'cookie' | 'body', request: Request, response: Response): SessionTokens => {
    if (delivery === 'body') {
      return { ...sessionOf(session), access_token: session.accessToken, refresh_token: session.refreshToken };
    }
    setSessionCookies(request, response, prefixOf(response), session);
    return sessionOf(session);
  };
  return {
    async 'session.get'(_input, _request, response) {
      const nobody = {
        kind: null,
        role: null,
        device_id: null,
        name: null,
        account_name: null,
        camera_ids: null,
        can_talk: false,
        expires_at: null,
      };
      if (mode() === 'open') {
        return { ...nobody, access: 'open', state: 'open', kind: 'open', role: 'admin', can_talk: true };
      }
      const authentication = authenticationOf(response);
      if (authentication === null) {
        return { ...nobody, access: 'accounts', state: hasAdmin() ? 'signed_out' : 'setup' };
      }
      return sessionOfAuthentication(authentication);
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
    async 'session.restrict_access'({ device_name, token_delivery }, request, response) {
      const shown = await shownAdmin({ authenticator, sessions }, request);
      const address = addressOf(request);
      if (shown === null) {
        // A cookie that never arrived must shut nobody out: it is shown before anything changes.
        const session = await sessions.letIn(device_name, address);
        record({ actor: session.device.name, address, action: 'session.pair', detail: session.device.role });
        return { ...deliver(session, token_delivery, request, response), access: 'open', state: 'open' };
      }
      if (mode() === 'open') {
        await restrictAccess();
        record({ actor: shown.principal.name, address, action: 'session.restrict_access', detail: '' });
      }
      return sessionOfAuthentication(shown);
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
