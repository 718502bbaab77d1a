import type { RequestHandler } from 'express';
import type { Config } from '../../../shared/config.ts';
import type { OwnNames } from '../../network/own-names.ts';
import { requireOwnHost } from './host-rule.ts';
import { requireHttps } from './https-rule.ts';
import { requireLocalAddress } from './local-network-rule.ts';
import { underPrefix } from './prefix.ts';

interface NetworkRulesDependencies {
  config(): Config;
  ownNames(): OwnNames;
  /** Whether an address is on a network that this machine is in. */
  isOnLink(address: string): boolean;
  isTrustedProxy(address: string | undefined): boolean;
  basePath: string;
  httpsPort(): number | null;
  hasOwnCertificate(): boolean;
  kioskToken: string;
}

/** What every request has to pass before anything else looks at it: how it came here, and under what name. */
export function networkRules({
  config,
  ownNames,
  isOnLink,
  isTrustedProxy,
  basePath,
  httpsPort,
  hasOwnCertificate,
  kioskToken,
}: NetworkRulesDependencies): RequestHandler[] {
  return [
    requireOwnHost({ ownNames, allowedHosts: () => config().security.allowed_hosts, isTrustedProxy }),
    requireLocalAddress({
      isLocalOnly: () => config().security.access === 'open' && !config().security.allow_public_addresses,
      ownNames,
      isOnLink,
    }),
    underPrefix({ basePath, isTrustedProxy }),
    requireHttps({ httpsPort, hasOwnCertificate, healthOverHttp: () => config().security.health_over_http, isTrustedProxy, kioskToken }),
  ];
}
