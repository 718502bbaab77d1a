import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { PetLogError } from '../../shared/errors.ts';

/**
 * Headers that keep browsers strict. What only makes sense with HTTPS stays off
 * without it, or the dashboard would break on every address but loopback.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xFrameOptions: { action: 'deny' },
  });
}

const changesState = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/**
 * Pages of other sites see nothing and change nothing, unless the configuration
 * lists their origin. Browsers state the origin of a change, or at least how far
 * away it is (Fetch Metadata); programs state neither. Cookies never cross over.
 */
export function crossOrigin(allowedOrigins: () => readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin === undefined) {
      const site = request.headers['sec-fetch-site'];
      if (changesState(request.method) && (site === 'cross-site' || site === 'same-site')) {
        throw new PetLogError('origin_not_allowed', { origin: 'another site' });
      }
      next();
      return;
    }
    if (origin === `${request.protocol}://${request.host}`) {
      next();
      return;
    }
    if (!allowedOrigins().some((allowed) => new URL(allowed).origin === origin)) {
      if (changesState(request.method)) {
        throw new PetLogError('origin_not_allowed', { origin });
      }
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PATCH, DELETE');
      response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    }
    next();
  };
}
