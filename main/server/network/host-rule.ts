import type { RequestHandler } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import { plainAddress } from '../../network/addresses.ts';
import type { OwnNames } from '../../network/own-names.ts';

interface HostRuleDependencies {
  ownNames(): OwnNames;
  /** Further names or addresses; one with a port stands for that port alone. */
  allowedHosts(): readonly string[];
  isTrustedProxy(address: string | undefined): boolean;
}

interface Host {
  /** Lower case; an IPv6 address as the URL standard writes it, without brackets. */
  readonly name: string;
  readonly port: string | null;
}

/** A host as in a URL (RFC 9110, 7.2); null for what is none. */
export function parseHost(text: string): Host | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::(\d{0,5}))?$/i.exec(text.trim());
  if (match === null) {
    return null;
  }
  const [, ipv6, name = '', port = ''] = match;
  const plain = ipv6 === undefined ? name.toLowerCase().replace(/\.$/, '') : canonicalIpv6(ipv6);
  return plain === null ? null : { name: plain, port: port === '' ? null : port };
}

function canonicalIpv6(text: string): string | null {
  const url = `http://[${text}]`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : null;
}

/**
 * Answers to this machine's own names and addresses alone. Without it, a page of
 * another site whose name its owner points at this machine (DNS rebinding) would
 * count as the camera's own page.
 */
export function requireOwnHost({ ownNames, allowedHosts, isTrustedProxy }: HostRuleDependencies): RequestHandler {
  const isAllowed = (text: string, localAddress: string | undefined): boolean => {
    const host = parseHost(text);
    if (host === null) {
      return false;
    }
    const { names, addresses } = ownNames();
    const isOwn =
      host.name === plainAddress(localAddress) ||
      isThisMachine(host.name) ||
      names.includes(host.name) ||
      addresses.some((address) => parseHost(bracketed(address))?.name === host.name);
    return isOwn || allowedHosts().some((allowed) => isSameHost(parseHost(allowed), host));
  };
  return (request, _response, next) => {
    const hosts = request.headersDistinct.host ?? [];
    if (hosts.length === 0 && request.httpVersion !== '1.0') {
      throw new PetLogError('malformed_request', { reason: 'it names no host' }); // RFC 9112, 3.2
    }
    if (hosts.length > 1) {
      throw new PetLogError('malformed_request', { reason: 'it names more than one host' });
    }
    // Both: a proxy that passes on what it was sent must not make a stranger's name ours.
    const forwarded = isTrustedProxy(request.socket.remoteAddress) ? (request.get('X-Forwarded-Host')?.split(',') ?? []) : [];
    // HTTP/1.0 knows no Host (RFC 1945), and monitors speak it; no browser does, so that no page comes this way.
    for (const host of [...hosts, ...forwarded]) {
      if (!isAllowed(host, request.socket.localAddress)) {
        throw new PetLogError('host_not_allowed', { host: JSON.stringify(host.trim().slice(0, 253)) });
      }
    }
    next();
  };
}

/** Loopback, and what stands for every address, as in the line that says where PetLog listens. */
const isThisMachine = (name: string): boolean => /^127\.\d+\.\d+\.\d+$/.test(name) || name === '0.0.0.0' || name === '::';

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

const isSameHost = (allowed: Host | null, host: Host): boolean =>
  allowed !== null && allowed.name === host.name && (allowed.port === null || allowed.port === host.port);
