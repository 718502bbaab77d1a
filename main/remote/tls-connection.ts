import type { X509Certificate } from 'node:crypto';
import { isIP, type LookupFunction } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { connectionFault, RemoteFault } from './remote-fault.ts';

/** Who signs the certificates of a server whose certificate was confirmed: it makes new ones as its addresses change and their time runs out. */
export interface AuthorityMemory {
  /** SHA-256; null for one that was not seen yet. */
  readonly fingerprint: string | null;
  learn(fingerprint: string): void;
}

export interface TlsConnectionOptions {
  /** As it was entered: the certificate has to be for it. */
  readonly host: string;
  readonly port: number;
  /** Leads to the address that was looked up and admitted. */
  readonly lookup: LookupFunction;
  /** SHA-256 of a certificate that nobody signed, or not for this host, and that a person confirmed; null for none. */
  readonly certificateFingerprint: string | null;
  readonly authority?: AuthorityMemory;
  readonly signal?: AbortSignal;
}

/** `AB:CD:...` in any spelling as one that can be compared. */
const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** What OpenSSL and Node object to in a certificate that can still be confirmed by its fingerprint. */
const objections: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has a certificate that is no longer valid',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate of another name',
};

/**
 * Connects with TLS. Nothing is sent to a server whose certificate is neither
 * signed by somebody whom the system trusts nor the one that was confirmed.
 *
 * @throws RemoteFault which holds the fingerprint of a certificate that is in the way
 */
export function connectTls({ host, port, lookup, certificateFingerprint, authority, signal }: TlsConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host.replace(/\.$/, '') } : {};
    // Refused below, after the fingerprint was seen.
    const socket = connect({ host, port, lookup, ...name, rejectUnauthorized: false });
    const leave = (): void => {
      signal?.removeEventListener('abort', abort);
      socket.off('close', closed);
    };
    const end = (error: unknown): void => {
      leave();
      socket.destroy();
      reject(connectionFault(error));
    };
    const abort = (): void => end(new RemoteFault('is no longer waited for'));
    const closed = (): void => end(new RemoteFault('broke the connection off'));
    signal?.addEventListener('abort', abort, { once: true });
    socket.on('close', closed);
    // Stays: whoever gets the socket listens as well, and nobody may crash by an error in between.
    socket.on('error', end);
    socket.once('secureConnect', () => {
      const fault = faultOf(socket, certificateFingerprint, authority);
      if (fault === null) {
        leave();
        resolve(socket);
      } else {
        end(fault);
      }
    });
    if (signal?.aborted === true) {
      abort();
    }
  });
}

function faultOf(socket: TLSSocket, confirmed: string | null, authority: AuthorityMemory | undefined): RemoteFault | null {
  if (socket.authorized) {
    return null;
  }
  const fingerprint = socket.getPeerCertificate().fingerprint256 as string | undefined;
  if (fingerprint === undefined) {
    return new RemoteFault('shows no certificate');
  }
  const signer = confirmed === null || authority === undefined ? null : signerOf(socket.getPeerX509Certificate());
  if (confirmed !== null && plain(confirmed) === plain(fingerprint)) {
    if (signer !== null) {
      authority?.learn(signer);
    }
    return null;
  }
  if (signer !== null && signer === authority?.fingerprint) {
    return null;
  }
  if (confirmed !== null) {
    return new RemoteFault(`has another certificate than the one that was confirmed; its fingerprint is now ${fingerprint}`, {
      certificateFingerprint: fingerprint,
    });
  }
  // Node's types say Error, and it is the error's code.
  const objection = objections[String(socket.authorizationError)] ?? 'has a certificate that nobody signed whom this system trusts';
  return new RemoteFault(`${objection}; confirm its fingerprint to use it: ${fingerprint}`, { certificateFingerprint: fingerprint });
}

/**
 * Of the authority that came along and signed what is shown, in its time; null for none.
 * One that others vouch for, as those of public certificates are, signs for everybody, and tells nothing.
 */
function signerOf(certificate: X509Certificate | undefined): string | null {
  const issuer = certificate?.issuerCertificate;
  const now = Date.now();
  return certificate !== undefined &&
    issuer !== undefined &&
    issuer.ca &&
    issuer.fingerprint256 !== certificate.fingerprint256 &&
    certificate.verify(issuer.publicKey) &&
    issuer.verify(issuer.publicKey) &&
    [certificate, issuer].every(({ validFrom, validTo }) => Date.parse(validFrom) <= now && now < Date.parse(validTo))
    ? issuer.fingerprint256
    : null;
}
