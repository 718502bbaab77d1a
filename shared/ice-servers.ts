/** Servers that help WebRTC through networks which let no connection in: STUN and TURN. */
import { z } from 'zod';
import { readTarget } from './targets.ts';
import { secret } from './secret.ts';

/** Where a STUN or TURN server is asked. */
export interface IceServerAddress {
  /** It relays, for whoever has a name and a password. */
  readonly isRelay: boolean;
  /** In lower case, an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** It is asked over UDP, without TLS. */
  readonly isPlainUdp: boolean;
}

const usualPorts = { plain: 3478, tls: 5349 } as const;

/** Null for anything that is no address of a STUN server (RFC 7064) or a TURN server (RFC 7065). */
export function readIceServerUrl(url: string): IceServerAddress | null {
  const [, kind, tls, place = '', transport] = /^(stun|turn)(s?):([^?]+)(?:\?transport=(udp|tcp))?$/.exec(url) ?? [];
  const target = place.includes('/') ? null : readTarget(place);
  const isBareIpv6 = target !== null && target.host.includes(':') && !place.startsWith('[');
  if (target === null || isBareIpv6 || (kind === 'stun' && transport !== undefined)) {
    return null;
  }
  return {
    isRelay: kind === 'turn',
    host: target.host,
    port: target.port ?? (tls === '' ? usualPorts.plain : usualPorts.tls),
    isPlainUdp: tls === '' && transport !== 'tcp',
  };
}

/** It is told to browsers in a header. */
const printable = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]*$/, { error: 'must be of printable ASCII characters' });

export const IceServer = z
  .strictObject({
    urls: z
      .array(
        z
          .string()
          .max(300)
          .refine((url) => readIceServerUrl(url) !== null, {
            error: 'must be an address such as stun:stun.example.net, turn:turn.example.net:3478?transport=udp or turns:turn.example.net',
          }),
      )
      .min(1)
      .max(4),
    username: printable.optional(),
    credential: secret(printable).optional(),
  })
  .refine(
    ({ urls, username, credential }) =>
      (username !== undefined && credential !== undefined) || !urls.some((url) => readIceServerUrl(url)?.isRelay === true),
    { error: 'must have username and credential, as every TURN server asks for them' },
  );
/** As `RTCIceServer` of browsers has it. */
export type IceServer = z.output<typeof IceServer>;

/** Whether browsers may ask one for a relay over TCP or TLS. */
export const hasStreamRelay = (servers: readonly IceServer[]): boolean =>
  servers.some(({ urls }) => urls.map(readIceServerUrl).some((asked) => asked?.isRelay === true && !asked.isPlainUdp));
