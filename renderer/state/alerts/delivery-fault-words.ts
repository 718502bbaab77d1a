import { deliveryFaultOf } from '../../../shared/delivery-faults.ts';
import type { AlertWords } from '../../text/en/alerts.ts';

/** Why a message did not arrive, in the language of the page; what the other side said stays as it said it. */
export function describeDeliveryFault(sentence: string, { faults }: Pick<AlertWords, 'faults'>): string {
  const fault = deliveryFaultOf(sentence);
  return fault === null ? sentence : faults[fault.code].replace(/\{(\w+)\}/g, (_, name: string) => fault.parameters[name] ?? '?');
}
