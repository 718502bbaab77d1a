/**
 * Addresses that people enter, of cameras, webhooks, relays and backups: those
 * of the local network and of the internet are allowed; what is reached only
 * from this machine is not, unless `security.allowed_targets` names it.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, isIPv4, type LookupFunction } from 'node:net';
import { readTarget } from '../../shared/targets.ts';
import { addressListInAnyForm, specialKind, type SpecialKind } from './address-kinds.ts';
import { plainAddress } from './addresses.ts';

/** One sentence about an address that is not used, without credentials. */
export class AddressRefusal extends Error {
  override readonly name = 'AddressRefusal';
}

/** There is no such host, now: a name server may know it later. */
export class UnknownHost extends AddressRefusal {}

/** A host that was looked up and admitted. Whoever connects uses `lookup`, or `address` itself, so that a second answer of the name server counts for nothing. */
export interface PinnedAddress {
  /** As it was entered; for TLS and the `Host` header. */
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly family: 4 | 6;
  /** For `http`, `https`, `net`, `tls` and all that hand their options on to them. */
  readonly lookup: LookupFunction;
}

export interface EnteredAddressesOptions {
  /** `security.allowed_targets` */
  allowedTargets(): readonly string[];
  /** Where this PetLog listens. */
  ownPorts(): readonly number[];
  /** Every address of this machine. */
  ownAddresses(): readonly string[];
  /** Asks the system for all addresses of a name. */
  lookup?(name: string): Promise<readonly string[]>;
}

const why: Record<SpecialKind | 'own_port', string> = {
  loopback: 'is this machine itself',
  link_local: 'is of this link alone',
  multicast: 'is of many machines at once',
  metadata: 'gives out the keys of a machine in a cloud',
  reserved: 'is no address of a machine',
  own_port: 'is PetLog itself',
};

const everyAddressOf = async (name: string): Promise<readonly string[]> =>
  (await systemLookup(name, { all: true, order: 'verbatim' })).map(({ address }) => address);

export class EnteredAddresses {
  readonly #options: EnteredAddressesOptions;

  constructor(options: EnteredAddressesOptions) {
    this.#options = options;
  }

  /**
   * Looks a host up, once.
   *
   * @param host name or address, an IPv6 address with brackets or without
   * @throws AddressRefusal when it is not allowed; UnknownHost when there is none
   */
  async resolve(host: string, port: number): Promise<PinnedAddress> {
    const name = withoutBrackets(host);
    const addresses = await this.#addressesOf(name);
    let refusal: AddressRefusal | null = null;
    for (const address of addresses) {
      const reason = this.#reasonAgainst(name, address, port);
      if (reason === null) {
        return pin(name, port, address);
      }
      refusal ??= refusalOf(name, address, port, reason);
    }
    throw refusal ?? new UnknownHost(`there is no ${name} on the network`);
  }

  /** Why a host that is written as an address would be refused; null for one that is allowed, and for names, which have to be looked up. */
  refusalOfAddress(host: string, port: number): AddressRefusal | null {
    const address = withoutBrackets(host);
    const reason = isIP(address) === 0 ? null : this.#reasonAgainst(address, address, port);
    return reason === null ? null : refusalOf(address, address, port, reason);
  }

  async #addressesOf(name: string): Promise<readonly string[]> {
    if (isIP(name) !== 0) {
      return [name];
    }
    try {
      return await (this.#options.lookup ?? everyAddressOf)(name);
    } catch (error) {
      throw new UnknownHost(`there is no ${name} on the network`, { cause: error });
    }
  }

  #reasonAgainst(name: string, address: string, port: number): SpecialKind | 'own_port' | null {
    const kind = specialKind(address);
    const isOwnPort = (kind === 'loopback' || this.#isOwnAddress(address)) && this.#options.ownPorts().includes(port);
    if (kind === null && !isOwnPort) {
      return null;
    }
    const isNamed = this.#options.allowedTargets().some((text) => {
      const target = readTarget(text);
      // An entry for all ports was hardly written with PetLog itself in mind.
      const isItsPort = target?.port === port || (target?.port === null && !isOwnPort);
      return (
        target !== null &&
        isItsPort &&
        (target.host === name.replace(/\.$/, '') ||
          (isIP(target.host.split('/')[0] ?? '') !== 0 && addressListInAnyForm([target.host])(address)))
      );
    });
    return isNamed ? null : isOwnPort ? 'own_port' : kind;
  }

  #isOwnAddress(address: string): boolean {
    const own = this.#options
      .ownAddresses()
      .map(plainAddress)
      .filter((each) => each !== null);
    return addressListInAnyForm(own)(address);
  }
}

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1').toLowerCase();

function refusalOf(name: string, address: string, port: number, reason: keyof typeof why): AddressRefusal {
  const what = address === name ? name : `${name}, which leads to ${address},`;
  return new AddressRefusal(`${what} ${why[reason]}, and port ${port} of it is not in security.allowed_targets`);
}

function pin(host: string, port: number, address: string): PinnedAddress {
  const family = isIPv4(address) ? 4 : 6;
  const lookup: LookupFunction = (_name, { all }, callback) => {
    // As the system's own does: not before the caller has gone on.
    queueMicrotask(() => (all === true ? callback(null, [{ address, family }]) : callback(null, address, family)));
  };
  return { host, port, address, family, lookup };
}
