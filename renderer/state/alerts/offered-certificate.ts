import type { Channel, ChannelTest } from '../../../shared/alerts-channels.ts';
import { deliveryFaultOf } from '../../../shared/delivery-faults.ts';

/**
 * SHA-256 of a certificate that is in the way and that somebody may compare and confirm; null for none.
 *
 * @param trial what came of a test that was just made, if there was one: it is newer than the last error
 */
export function offeredCertificate({ last_error: fault }: Pick<Channel, 'last_error'>, trial: ChannelTest | undefined): string | null {
  return trial === undefined ? (deliveryFaultOf(fault?.message ?? '')?.parameters['fingerprint'] ?? null) : trial.certificate_fingerprint;
}
