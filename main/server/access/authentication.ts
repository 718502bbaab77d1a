import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Access } from '../../../shared/access.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { Authentication, Authenticator } from '../../access/authenticator.ts';
import type { Permissions, ServedCameras } from '../../access/permissions.ts';
import { mayUse, permissionOf, type Principal } from '../../access/principal.ts';
import { plainAddress } from '../../network/addresses.ts';
import type { Watcher } from '../../live/watcher.ts';
import { hasBody } from '../input.ts';
import { readCookies } from './cookies.ts';

export interface AuthenticationDependencies {
  mode(): 'open' | 'accounts';
  authenticator: Pick<Authenticator, 'authenticate'>;
}

interface Locals {
  authentication?: Authentication | null;
  isByToken?: boolean;
}

/** @param isByToken whether it was shown in a header, which no browser adds by itself to what a page asks for */
export function setAuthentication(response: Response, authentication: Authentication | null, isByToken: boolean): void {
  const locals = response.locals as Locals;
  locals.authentication = authentication;
  locals.isByToken = isByToken;
}

/** Whether who asked was recognized by a token in a header. */
export const isByToken = (response: Response): boolean => (response.locals as Locals).isByToken === true;

/** Who asked, where the request has been through `authenticate`; null for nobody. */
export function authenticationOf(response: Response): Authentication | null {
  return (response.locals as Locals).authentication ?? null;
}

/**
 * Who asked.
 *
 * @throws PetLogError `unauthorized` for nobody
 */
export function principalOf(response: Response): Principal {
  const authentication = authenticationOf(response);
  if (authentication === null) {
    throw new PetLogError('unauthorized', { access: 'viewer' });
  }
  return authentication.principal;
}

/** Where the client is: what the last trusted proxy says of it, or where the connection comes from. */
export function addressOf(request: Request): string {
  return plainAddress(request.ip) ?? plainAddress(request.socket.remoteAddress) ?? 'unknown';
}

/** Who watches, for the limits of streams. */
export function watcherOf(request: Request, response: Response): Watcher {
  const principal = principalOf(response);
  return {
    address: addressOf(request),
    permission: principal.kind === 'open' ? null : permissionOf(principal),
    isBehindProxy: request.ips.length > 0,
  };
}

/** RFC 6750, 2.1. */
export function bearerOf(request: Request): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Finds out who asks. Refuses nobody: what they may do is the route's. */
export function authenticate({ mode, authenticator }: AuthenticationDependencies): RequestHandler {
  return (request, response, next: NextFunction) => {
    const address = addressOf(request);
    if (mode() === 'open') {
      setAuthentication(
        response,
        { principal: { kind: 'open', id: null, name: 'open', role: 'admin', address }, expiresAtMilliseconds: null, accountName: null },
        false,
      );
      next();
      return;
    }
    const { access, kiosk } = readCookies(request);
    const bearer = bearerOf(request);
    authenticator.authenticate({ bearer, accessCookie: access, kioskCookie: kiosk, address }).then((authentication) => {
      setAuthentication(response, authentication, bearer !== null && authentication !== null);
      next();
    }, next);
  };
}

/** Lets through who has the permission that the route declares. */
export function requireAccess({ access, isOfCamera = false }: { access: Access; isOfCamera?: boolean | undefined }): RequestHandler {
  return (_request, response, next) => {
    const principal = authenticationOf(response)?.principal ?? null;
    if (mayUse(principal, access)) {
      if (access === 'admin' && !isOfCamera && principal?.cameraIds !== undefined) {
        throw new PetLogError('limited_to_cameras', { ids: principal.cameraIds.join(', ') });
      }
      next();
      return;
    }
    throw principal === null ? new PetLogError('unauthorized', { access }) : new PetLogError('forbidden', { access });
  };
}

/** A body may take its time: whoever was allowed before it may not be any more behind it. */
export function authenticateBehindBody(dependencies: AuthenticationDependencies): RequestHandler {
  const again = authenticate(dependencies);
  return (request, response, next) => (hasBody(request) ? again(request, response, next) : next());
}

/** Ends an answer under way, with its connection, when its permission ends. */
export function endWithPermission(
  permissions: Pick<Permissions, 'onEnd'>,
  access: Access,
  camerasOf: (request: Request) => ServedCameras,
): RequestHandler {
  return (request, response, next) => {
    const principal = authenticationOf(response)?.principal ?? null;
    if (principal !== null && access !== 'none') {
      response.once(
        'close',
        permissions.onEnd(permissionOf(principal), () => request.socket.destroy(), access, camerasOf(request)),
      );
    }
    next();
  };
}
