import type { Request, RequestHandler, Response } from 'express';
import { routes } from '../../../shared/routes.ts';

interface PrefixDependencies {
  /** As configured: empty, or without a slash at its end. */
  basePath: string;
  isTrustedProxy(address: string | undefined): boolean;
}

interface Locals {
  prefix?: string;
}

/** The path under which the client sees PetLog: empty, or without a slash at its end. */
export function prefixOf(response: Response): string {
  return (response.locals as Locals).prefix ?? '';
}

const ownPaths = Object.values(routes).map(({ path }) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`));
const isOwnPath = (path: string): boolean => ownPaths.some((pattern) => pattern.test(path));

/** What a proxy says that it took off: as most name it, and as Home Assistant does. */
function toldPrefix(request: Request): string | null {
  const told = request.get('X-Forwarded-Prefix') ?? request.get('X-Ingress-Path');
  const path = told?.split(',')[0]?.trim().replace(/\/$/, '');
  return path !== undefined && /^(\/[\w.~-]+)+$/.test(path) && path.length <= 200 ? path : null;
}

/**
 * Takes the path of the proxy off, where the proxy did not, and remembers it for
 * the addresses in answers. Without the slash behind it, relative addresses in
 * the page would lead beside it, so that it is sent there.
 */
export function underPrefix({ basePath, isTrustedProxy }: PrefixDependencies): RequestHandler {
  return (request, response, next) => {
    const isForwarded = isTrustedProxy(request.socket.remoteAddress);
    const told = isForwarded ? toldPrefix(request) : null;
    const prefix = told ?? basePath;
    const [path = ''] = request.url.split('?');
    if (prefix === '') {
      next();
      return;
    }
    const locals = response.locals as Locals;
    // The base path may look like one of our own, as /camera does beside /camera/status.
    if (path === prefix && !isOwnPath(path)) {
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Location', `${prefix}/${request.url.slice(path.length)}`);
      response.status(308).end();
      return;
    }
    if (path.startsWith(`${prefix}/`) && !isOwnPath(path)) {
      request.url = request.url.slice(prefix.length);
      locals.prefix = prefix;
    } else if (isForwarded) {
      locals.prefix = prefix;
    }
    next();
  };
}

const addressKeys: readonly string[] = [
  'url',
  'stream_url',
  'snapshot_url',
  'hls_url',
  'webrtc_url',
  'thumbnail_url',
  'preview_url',
  'picture_url',
  'clip_url',
  'documentation',
];

/** The same answer with the prefix before its paths. */
export function withPrefix(answer: unknown, prefix: string): unknown {
  if (prefix === '' || typeof answer !== 'object' || answer === null) {
    return answer;
  }
  if (Array.isArray(answer)) {
    return answer.map((item) => withPrefix(item, prefix));
  }
  return Object.fromEntries(
    Object.entries(answer).map(([key, value]: [string, unknown]) => {
      const isPath = addressKeys.includes(key) && typeof value === 'string' && value.startsWith('/');
      return [key, isPath ? prefix + value : withPrefix(value, prefix)];
    }),
  );
}
