import type { RequestHandler } from 'express';
import type { IceServer } from '../../../shared/ice-servers.ts';
import { mayUse } from '../../access/principal.ts';
import { authenticationOf } from '../access/authentication.ts';

/** Fields `Link` that tell a browser about STUN and TURN servers (RFC 9725, 4.6; draft-ietf-wish-whep, 4.5). */
export function iceServerLinks(servers: readonly IceServer[]): string[] {
  return servers.flatMap(({ urls, username, credential }) =>
    urls.map((url) =>
      [
        `<${url}>; rel="ice-server"`,
        ...(username === undefined || credential === undefined
          ? []
          : [`username=${quoted(username)}`, `credential=${quoted(credential)}`, 'credential-type="password"']),
      ].join('; '),
    ),
  );
}

/** A quoted string (RFC 9110, 5.6.4). */
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** For `OPTIONS`: a browser gathers its candidates before it has any answer. Nobody else than those who may watch is told. */
export function tellIceServers(servers: () => readonly IceServer[]): RequestHandler {
  return (_request, response, next) => {
    const links = mayUse(authenticationOf(response)?.principal ?? null, 'viewer') ? iceServerLinks(servers()) : [];
    if (links.length > 0) {
      response.setHeader('Link', links);
      response.setHeader('Cache-Control', 'no-store');
    }
    next();
  };
}
