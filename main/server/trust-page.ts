import type { RequestHandler } from 'express';
import { parseHost } from './network/host-rule.ts';

/** The page over HTTP tries this camera over HTTPS, which is another origin. */
export function trustPage(httpsPort: () => number | null): RequestHandler {
  return (request, response, next) => {
    const port = httpsPort();
    const host = parseHost(request.headers.host ?? '');
    const policy = response.getHeader('Content-Security-Policy');
    if (port !== null && host !== null && typeof policy === 'string') {
      const name = host.name.includes(':') ? `[${host.name}]` : host.name;
      response.setHeader('Content-Security-Policy', policy.replace("connect-src 'self'", `connect-src 'self' https://${name}:${port}`));
    }
    next();
  };
}
