import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { OwnNames } from './own-names.ts';
import type { TlsIdentity } from './tls-identity.ts';

const hourMilliseconds = 3600 * 1000;
const dayMilliseconds = 24 * hourMilliseconds;
/** 397 days: browsers refuse more than 398 (CA/Browser Forum, Baseline Requirements, 6.3.2). The first and the last second both count. */
const validMilliseconds = 397 * dayMilliseconds - 1000;
/** Before now, for clients whose clocks are slow; part of the 397 days. */
const backdatedMilliseconds = hourMilliseconds;

/** A private key on the curve P-256, as PEM (PKCS #8). */
export async function makePrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/**
 * Signs a certificate by its own key, for a server of these names and addresses (RFC 5280).
 *
 * @param key private key on P-256, PEM (PKCS #8)
 * @param nowMilliseconds since 1970
 */
export async function makeCertificate(key: string, { names, addresses }: OwnNames, nowMilliseconds: number): Promise<TlsIdentity> {
  // Loaded here, because most starts need no new certificate.
  const { generate } = await import('selfsigned');
  const notBefore = nowMilliseconds - backdatedMilliseconds;
  const { cert } = await generate([{ name: 'commonName', value: 'PetLog' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    keyPair: { privateKey: key, publicKey: createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'pem' }) as string },
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notBefore + validMilliseconds),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2 as const, value })), ...addresses.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  });
  return { certificate: cert, key };
}
