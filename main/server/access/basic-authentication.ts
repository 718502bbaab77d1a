import type { Request, RequestHandler, Response } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import { isApiToken } from '../../access/api-token-store.ts';
import { type Attempts, ofAddress } from '../../access/attempts.ts';
import { CountedGuesses } from '../../access/counted-guesses.ts';
import { isBrowser } from '../browser.ts';
import { addressOf, authenticationOf, type AuthenticationDependencies, bearerOf, setAuthentication } from './authentication.ts';

export interface BasicAuthenticationDependencies extends AuthenticationDependencies {
  attempts: Pick<Attempts, 'assertAllowed' | 'failed'>;
}

interface Locals {
  /** The route takes Basic. */
  takesBasic?: true;
}

const bearerChallenge = 'Bearer realm="PetLog"';
/** RFC 7617. First, as old players read no further. */
const basicChallenge = 'Basic realm="PetLog", charset="UTF-8"';

/** The password of `Authorization: Basic` (RFC 7617); null without one. */
function basicPasswordOf(request: Request): string | null {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
  const password = encoded === undefined ? undefined : /^[^:]*:([^]+)$/.exec(Buffer.from(encoded, 'base64').toString())?.[1];
  return password ?? null;
}

/**
 * A browser would ask a person for name and password, and send what it got along
 * with everything from then on, also for our own pages.
 */
function isForBrowser(request: Request): boolean {
  return (
    isBrowser(request) ||
    ['sec-fetch-site', 'sec-fetch-mode', 'origin', 'referer', 'cookie'].some((name) => request.headers[name] !== undefined)
  );
}

/** What a 401 asks for (RFC 9110, 11.6.1). */
export function challengesOf(response: Response): string[] {
  const { takesBasic } = response.locals as Locals;
  return takesBasic === true && !isForBrowser(response.req) ? [basicChallenge, bearerChallenge] : [bearerChallenge];
}

/**
 * Players, recorders and home automation speak Basic and nothing else: on routes
 * that only read, the token of an integration may be its password, whatever the
 * name. Wrong ones count as every other guess, each once. A right one is let in even while
 * its address has to wait: strangers at the same address must not shut it out.
 */
export function authenticateBasic({ mode, authenticator, attempts }: BasicAuthenticationDependencies): RequestHandler {
  const counted = new CountedGuesses();
  const refuse = (address: string, token: string): never => {
    const guesser = ofAddress(address);
    if (!counted.has(guesser.subject, token)) {
      attempts.assertAllowed(guesser);
      attempts.failed(guesser);
      counted.add(guesser.subject, token);
    }
    throw new PetLogError('unauthorized', { access: 'viewer' });
  };
  return (request, response, next) => {
    (response.locals as Locals).takesBasic = true;
    const password = basicPasswordOf(request);
    const isOpen = mode() === 'open';
    // Where everyone is let in, a token tells a page that was given one from others.
    const token = password ?? (isOpen ? bearerOf(request) : null);
    if (token === null || (authenticationOf(response) !== null && !isOpen)) {
      next();
      return;
    }
    const address = addressOf(request);
    const bearer = isApiToken(token) ? token : null;
    const recognized =
      bearer === null ? Promise.resolve(null) : authenticator.authenticate({ bearer, accessCookie: null, kioskCookie: null, address });
    recognized
      .then((authentication) => {
        if (authentication !== null) {
          setAuthentication(response, isOpen ? authenticationOf(response) : authentication, true);
        } else if (!isOpen) {
          refuse(address, token);
        }
      })
      .then(() => next(), next);
  };
}
