import type { RequestHandler } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import { isPrivateAddress } from '../../network/addresses.ts';
import type { OwnNames } from '../../network/own-names.ts';
import { addressOf } from '../access/authentication.ts';

interface LocalNetworkRuleDependencies {
  /** Whether addresses of the internet are refused now. */
  isLocalOnly(): boolean;
  ownNames(): OwnNames;
}

/** Refuses every address of the internet, whatever it asks for. This machine's own addresses are none of them. */
export function requireLocalAddress({ isLocalOnly, ownNames }: LocalNetworkRuleDependencies): RequestHandler {
  return (request, _response, next) => {
    const address = addressOf(request);
    if (isLocalOnly() && !isPrivateAddress(address) && !ownNames().addresses.includes(address)) {
      throw new PetLogError('not_local', { address });
    }
    next();
  };
}
