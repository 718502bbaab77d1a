import type { Request, RequestHandler } from 'express';
import type { Access } from '../../../shared/access.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { authenticationOf, isByToken } from '../access/authentication.ts';
import { isBrowser } from '../browser.ts';

/**
 * Whose page a request comes from. `own` is also a program, and an address that
 * somebody typed; `listed` is a page of `security.allowed_origins`.
 */
type Site = 'own' | 'listed' | 'foreign';

interface Origin {
  readonly site: Site;
  /** As the error names it. */
  readonly name: string;
  /** A page is asking, and it kept to itself which one. */
  readonly isHidden: boolean;
}

interface Locals {
  origin?: Origin;
}

const changesState = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

const own: Origin = { site: 'own', name: '', isHidden: false };

/** The origin in a Referer (RFC 9110, 10.1.3); null without one. */
function refererOf({ headers }: Request): string | null {
  const { referer = '' } = headers;
  return URL.canParse(referer) ? new URL(referer).origin : null;
}

/**
 * Over HTTP, browsers say nothing of how far away a page is, and the page may keep
 * them from naming it. What is asked for by pages, and not by a person who typed the
 * address, comes without the wish for HTTPS (Upgrade Insecure Requests, 3.2.1).
 */
function isOfHiddenPage(request: Request): boolean {
  const { headers, method } = request;
  // Of a change, browsers always state the origin.
  return (
    !changesState(method) &&
    headers['sec-fetch-site'] === undefined &&
    headers.referer === undefined &&
    headers['upgrade-insecure-requests'] === undefined &&
    isBrowser(request)
  );
}

const hidden = 'a site that does not say which it is (with referrerpolicy="origin" it does)';

function originOf(request: Request, allowedOrigins: readonly string[]): Origin {
  const ownOrigin = `${request.protocol}://${request.host}`;
  const found = (origin: string): Origin => {
    const isListed = allowedOrigins.some((allowed) => new URL(allowed).origin === origin);
    return origin === ownOrigin ? own : { site: isListed ? 'listed' : 'foreign', name: origin, isHidden: false };
  };
  const { origin } = request.headers;
  const distance = request.headers['sec-fetch-site'];
  // Between a page and a proxy that speaks HTTPS, only the browser knows that they are one site.
  if (distance === 'same-origin' && !changesState(request.method)) {
    return own;
  }
  if (origin !== undefined) {
    return found(origin);
  }
  const referer = refererOf(request);
  if (distance === 'cross-site' || distance === 'same-site') {
    const page = referer === null ? null : found(referer);
    return page?.site === 'listed' ? page : { site: 'foreign', name: referer ?? hidden, isHidden: false };
  }
  if (distance === undefined && referer !== null) {
    return found(referer);
  }
  return isOfHiddenPage(request) ? { site: 'foreign', name: hidden, isHidden: true } : own;
}

/**
 * Pages of other sites see nothing, start nothing and change nothing, unless the
 * configuration lists their origin. This finds out whose page asks, and refuses
 * changes; `refuseForeignPages` is for what is read. Browsers state the origin of
 * a change, and how far away it is (Fetch Metadata) where the connection is
 * trustworthy; else the Referer is left. Programs state none of them. Cookies
 * never cross over.
 */
export function findSite(allowedOrigins: () => readonly string[]): RequestHandler {
  return (request, response, next) => {
    const listed = allowedOrigins();
    const origin = originOf(request, listed);
    (response.locals as Locals).origin = origin;
    response.vary('Origin');
    if (origin.site === 'foreign' && changesState(request.method)) {
      throw new PetLogError('origin_not_allowed', { origin: origin.name });
    }
    if (origin.site !== 'foreign' && listed.length > 0) {
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin'); // also in what our own page leaves in the browser's cache
    }
    if (origin.site === 'listed' && request.headers.origin !== undefined) {
      response.setHeader('Access-Control-Allow-Origin', request.headers.origin);
      response.setHeader('Access-Control-Expose-Headers', 'ETag, Link, Location'); // what a player by WHEP needs
      if (request.method === 'OPTIONS') {
        response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
        response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
      }
    }
    next();
  };
}

/**
 * A picture in a page of another site would start the camera of a home where
 * everyone is let in. Whoever shows a token was given it for that; a cookie that
 * comes along proves that a page which hides is ours, as it crosses to no other site.
 */
export function refuseForeignPages(access: Access): RequestHandler {
  return (_request, response, next) => {
    const { origin } = response.locals as Locals;
    const kind = authenticationOf(response)?.principal.kind;
    if (origin?.site !== 'foreign' || access === 'none') {
      next();
      return;
    }
    if (isByToken(response)) {
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      next();
      return;
    }
    if (origin.isHidden && (kind === 'device' || kind === 'kiosk')) {
      next();
      return;
    }
    throw new PetLogError('origin_not_allowed', { origin: origin.name });
  };
}
