import type { Config } from '../../../shared/config.ts';
import { AddressRefusal, type EnteredAddresses } from '../../network/entered-address.ts';
import { connectionFault } from '../../remote/remote-fault.ts';
import type { CaptureSink } from '../source.ts';
import type { SourceDependencies } from './program-source.ts';

/** What belongs to the address of a camera on the network. */
export interface NetworkAccess {
  /** Empty where there is none. */
  readonly username: string;
  /** Of another PetLog: a token. Empty where there is none. */
  readonly password: string;
  /** SHA-256 of a certificate that nobody signed and a person confirmed; null for none. */
  readonly certificateFingerprint: string | null;
}

/** As the settings of a camera say it. */
export const accessOf = ({
  username,
  password,
  certificate_fingerprint: fingerprint,
}: Pick<Config['camera'], 'username' | 'password' | 'certificate_fingerprint'>): NetworkAccess => ({
  username,
  password,
  certificateFingerprint: fingerprint === '' ? null : fingerprint,
});

/** Another PetLog, which may have moved since it was entered. */
export interface RememberedPetLog {
  readonly id: string | null;
  /** SHA-256 of who signs its certificates; null where that is not known. */
  readonly authority: string | null;
  /** Where it is by now; null for where its address says. */
  readonly place: { readonly host: string; readonly port: number } | null;
  learn(what: { readonly id: string } | { readonly authority: string }): void;
  /**
   * It was not found where it was asked.
   *
   * @param isSomebodyElse whether another PetLog answered
   */
  lost(isSomebodyElse: boolean): void;
}

export interface NetworkSourceDependencies extends SourceDependencies {
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  /** Without it, other PetLogs are asked where their addresses say. */
  readonly petlogs?: { of(source: string): RememberedPetLog };
}

/** A camera on the network takes its time, and a picture may be a request; so does the way there. */
export const networkStartupMilliseconds = 20_000;
export const networkSilenceMilliseconds = 8000;

/** `192.168.1.20:554`, and an IPv6 address in brackets. */
export const placeOf = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Tells a sink why a camera on the network is lost: where it is stays with those who may know it. */
export function endWith(sink: Pick<CaptureSink, 'ended'>, error: unknown, place: string): void {
  if (error instanceof AddressRefusal) {
    sink.ended(error.message, 'the camera cannot be reached');
    return;
  }
  const fault = connectionFault(error);
  sink.ended(fault.about(`the camera at ${place}`), fault.about('the camera'), fault.certificateFingerprint ?? undefined);
}
