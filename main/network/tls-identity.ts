import { createPrivateKey, X509Certificate } from 'node:crypto';

/** What a TLS server shows, as PEM text: a certificate, with its chain behind it, and the private key of the certificate. */
export interface TlsIdentity {
  readonly certificate: string;
  readonly key: string;
}

/** What cannot be used; `pair` where both can, but not together, and `file` for one that cannot be read. */
export type TlsIdentityFault = 'certificate' | 'key' | 'pair' | 'file';

/** A certificate and a key that cannot be used. The message is one clause that says why. */
export class TlsIdentityError extends Error {
  override readonly name = 'TlsIdentityError';
  readonly fault: TlsIdentityFault;

  constructor(fault: TlsIdentityFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/**
 * The certificate itself, without its chain.
 *
 * @throws TlsIdentityError when either cannot be read, or they do not belong together
 */
export function readIdentity({ certificate, key }: TlsIdentity): X509Certificate {
  const leaf = attempt('certificate', () => new X509Certificate(certificate), 'the certificate is not one in PEM format');
  const privateKey = attempt('key', () => createPrivateKey(key), 'the private key is not one in PEM format without a passphrase');
  if (!leaf.checkPrivateKey(privateKey)) {
    throw new TlsIdentityError('pair', 'the private key is not that of the certificate');
  }
  return leaf;
}

function attempt<T>(fault: TlsIdentityFault, read: () => T, message: string): T {
  try {
    return read();
  } catch (error) {
    throw new TlsIdentityError(fault, message, { cause: error });
  }
}

/** SHA-256 of the certificate (DER), as browsers show it: `AB:CD:...`. */
export function fingerprintOf(identity: TlsIdentity): string {
  return readIdentity(identity).fingerprint256;
}
