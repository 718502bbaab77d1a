import type { X509Certificate } from 'node:crypto';
import type { OwnNames } from './own-names.ts';

/** Renewed so long before its end. */
const renewalMilliseconds = 30 * 24 * 3600 * 1000;

/** Also not before its time: a Pi that starts without a network may have a clock of next year, or of last year. */
export function isInTime(leaf: X509Certificate, nowMilliseconds: number): boolean {
  return Date.parse(leaf.validFrom) <= nowMilliseconds && nowMilliseconds < Date.parse(leaf.validTo) - renewalMilliseconds;
}

/** What of them a certificate does not name. */
export function notNamed(leaf: X509Certificate, { names, addresses }: OwnNames): OwnNames {
  return {
    names: names.filter((name) => leaf.checkHost(name, { subject: 'never', wildcards: false }) === undefined),
    addresses: addresses.filter((address) => leaf.checkIP(address) === undefined),
  };
}

/** Names and addresses that went away do no harm, and may come back. */
export function namesAll(leaf: X509Certificate, wanted: OwnNames): boolean {
  const { names, addresses } = notNamed(leaf, wanted);
  return names.length === 0 && addresses.length === 0;
}
