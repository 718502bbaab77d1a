import type { RequestHandler } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import { isPrivateAddress } from '../../network/addresses.ts';
import type { OwnNames } from '../../network/own-names.ts';
import { addressOf } from '../access/authentication.ts';

interface LocalNetworkRuleDependencies {
  /** Whether addresses of the internet are refused now. */
  isLocalOnly(): boolean;
  ownNames(): OwnNames;
  /** Whether it is on a network that this machine is in, as a neighbour with an IPv6 address of the internet is. */
  isOnLink(address: string): boolean;
}

/** Refuses every address of the internet, whatever it asks for. This machine's own addresses, and those of its neighbours, are none of them. */
export function requireLocalAddress({ isLocalOnly, ownNames, isOnLink }: LocalNetworkRuleDependencies): RequestHandler {
  return (request, _response, next) => {
    const address = addressOf(request);
    if (isLocalOnly() && !isPrivateAddress(address) && !ownNames().addresses.includes(address) && !isOnLink(address)) {
      throw new PetLogError('not_local', { address });
    }
    next();
  };
}
