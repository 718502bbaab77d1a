import type { RelayFault } from '../relays/protocol.ts';

/** Why a video could not be published, or could not be any longer. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly fault: RelayFault;

  constructor(fault: RelayFault) {
    super(fault.predicate);
    this.fault = fault;
  }
}
