import { DeliveryError } from '../delivery.ts';
import type { Answer } from './ask.ts';

/** Something else answers there: a page to sign in at, a router, a proxy. */
export function notThatService({ host, isPage }: Answer, service: string): DeliveryError {
  return new DeliveryError(
    'answer',
    `${host} answers ${isPage ? 'with a web page' : 'something else'} where ${service} would say that it has taken it; look whether it is the right address.`,
  );
}
