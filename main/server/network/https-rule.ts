import type { Request, RequestHandler } from 'express';
import { isSameSecret } from '../../access/hash.ts';
import { plainAddress } from '../../network/addresses.ts';
import { readCookies } from '../access/cookies.ts';
import { parseHost } from './host-rule.ts';

interface HttpsRuleDependencies {
  /** Port of HTTPS; null where it is off. */
  httpsPort(): number | null;
  /** Whether the certificate is one that somebody else vouches for. */
  hasOwnCertificate(): boolean;
  healthOverHttp(): boolean;
  isTrustedProxy(address: string | undefined): boolean;
  /** Shown by the window on this machine's own screen, which no network is in between of. */
  kioskToken: string;
}

const standardPort = 443;
/** A browser insists on HTTPS for so long after its last visit: a day, so that a mistake is over soon. */
const strictTransportSeconds = 86_400;

/**
 * What a device needs before it can trust the certificate: the page that leads
 * there, its files, and the authority. They are the same for everyone, and change nothing.
 */
const isBeforeTrust = ({ method, path }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && /^\/(app\/trust|trust(\/petlog\.(crt|mobileconfig)|\/check)?|assets\/[^/]+)$/.test(path);

/** Sends whoever comes over HTTP to HTTPS, where it is on: the same path, and the method stays (RFC 9110, 15.4.9). */
export function requireHttps({
  httpsPort,
  hasOwnCertificate,
  healthOverHttp,
  isTrustedProxy,
  kioskToken,
}: HttpsRuleDependencies): RequestHandler {
  const isKiosk = (request: Request): boolean => {
    const { remoteAddress, localAddress } = request.socket;
    const isThisMachine =
      remoteAddress === localAddress || (plainAddress(remoteAddress)?.startsWith('127.') ?? false) || remoteAddress === '::1';
    const { kiosk } = readCookies(request);
    return isThisMachine && kiosk !== null && isSameSecret(kiosk, kioskToken);
  };
  return (request, response, next) => {
    const port = httpsPort();
    if (port === null) {
      next();
      return;
    }
    if (request.secure) {
      // It is valid for every port of a name: elsewhere than on the standard one, it would break HTTP on the others.
      if (hasOwnCertificate() && port === standardPort) {
        response.setHeader('Strict-Transport-Security', `max-age=${strictTransportSeconds}`);
      }
      next();
      return;
    }
    const isHealth = request.path === '/health' && (request.method === 'GET' || request.method === 'HEAD');
    const isForwarded = isTrustedProxy(request.socket.remoteAddress) && request.get('X-Forwarded-For') !== undefined; // what is before the proxy is its own concern
    if (isForwarded || isKiosk(request) || (isHealth && healthOverHttp()) || isBeforeTrust(request)) {
      next();
      return;
    }
    const { name = plainAddress(request.socket.localAddress) ?? 'localhost' } = parseHost(request.headers.host ?? '') ?? {};
    const host = name.includes(':') ? `[${name}]` : name;
    const path = request.originalUrl.startsWith('/') ? request.originalUrl : '/';
    // A browser would keep the answer for good, also when HTTPS is off again.
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Location', `https://${host}${port === standardPort ? '' : `:${port}`}${path}`);
    response.status(308).end();
  };
}
