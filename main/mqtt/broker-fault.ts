import type { DeliveryStep } from '../../shared/alerts-channels.ts';
import { DeliveryError } from '../alerts/delivery.ts';
import { connectionFault } from '../remote/remote-fault.ts';

interface Refusal {
  readonly step: DeliveryStep;
  /** The rest of a sentence that begins with who it is. */
  readonly predicate: string;
}

const wrongCredentials: Refusal = { step: 'sign_in', predicate: 'does not accept the user name and the password' };
const notAllowed: Refusal = { step: 'sign_in', predicate: 'does not let this user in; look at the user name and the password' };
const tooBusy: Refusal = { step: 'answer', predicate: 'has no room for another client now' };
const otherVersion: Refusal = { step: 'answer', predicate: 'speaks neither MQTT 5 nor 3.1.1' };
const wrongClientId: Refusal = { step: 'answer', predicate: 'does not accept the name by which PetLog calls itself' };

/** By reason codes of MQTT 5 (OASIS, 3.2.2.2 and 3.14.2.1) and return codes of MQTT 3.1.1 (3.2.2.3). */
const refusals: Readonly<Record<number, Refusal>> = {
  1: otherVersion,
  2: wrongClientId,
  3: tooBusy,
  4: wrongCredentials,
  5: notAllowed,
  132: otherVersion,
  133: wrongClientId,
  134: wrongCredentials,
  135: notAllowed,
  136: tooBusy,
  137: tooBusy,
  138: notAllowed,
  139: { step: 'connection', predicate: 'is shutting down' },
  141: { step: 'connection', predicate: 'heard nothing of PetLog for too long' },
  142: { step: 'answer', predicate: 'let somebody else in who calls himself like this PetLog; is there a copy of it?' },
  149: { step: 'answer', predicate: 'takes no messages as large as these' },
  151: { step: 'answer', predicate: 'takes no more from this user: a quota is used up' },
  159: { step: 'answer', predicate: 'takes no more connections for a while' },
};

/** Why a broker did not let PetLog in, or sent it away. */
export function connackFault(code: number, host: string): DeliveryError {
  const { step, predicate } = refusals[code] ?? { step: 'answer' as const, predicate: `refuses, with the code ${code}` };
  return new DeliveryError(step, sentence(`${host} ${predicate}`));
}

/** Why something on a connection went wrong that is there. */
export function protocolFault(error: unknown, host: string): DeliveryError {
  if (error instanceof DeliveryError) {
    return error;
  }
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'number') {
    return connackFault(code, host);
  }
  if (typeof code === 'string') {
    return new DeliveryError('connection', sentence(connectionFault(error).about(host)), { cause: error });
  }
  return /timeout/i.test(String(message))
    ? new DeliveryError('connection', `${host} does not answer in time.`, { cause: error })
    : new DeliveryError('answer', `${host} does not speak MQTT at that port, or nothing that is understood.`, { cause: error });
}

/** Why a broker did not take what was to be written to or read from topics. */
export function publishFault(error: unknown, host: string, topics: string): DeliveryError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 135 || code === 128) {
    return new DeliveryError('answer', `${host} does not let this user use the topic ${topics}.`, { cause: error, isPermanent: true });
  }
  if (code === 144) {
    return new DeliveryError('answer', `${host} does not accept the topic ${topics}.`, { cause: error, isPermanent: true });
  }
  return protocolFault(error, host);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
