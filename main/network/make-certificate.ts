import { createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { privateNetworks } from './addresses.ts';
import type { OwnNames } from './own-names.ts';
import type { TlsIdentity } from './tls-identity.ts';

const hourMilliseconds = 3600 * 1000;
const dayMilliseconds = 24 * hourMilliseconds;
/** 397 days: browsers refuse more than 398 (CA/Browser Forum, Baseline Requirements, 6.3.2). The first and the last second both count. */
const validMilliseconds = 397 * dayMilliseconds - 1000;
/** Before now, for clients whose clocks are slow; part of the 397 days. */
const backdatedMilliseconds = hourMilliseconds;
const authorityYears = 10;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const nameConstraintsOid = '2.5.29.30';

/** A private key on the curve P-256, as PEM (PKCS #8). */
export async function makePrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Loaded only where a certificate is made or its constraints are read: most starts need neither. */
async function loadEncoder() {
  const [x509, { AsnConvert }, asn1] = await Promise.all([
    import('@peculiar/x509'),
    import('@peculiar/asn1-schema'),
    import('@peculiar/asn1-x509'),
  ]);
  return { x509, AsnConvert, asn1 };
}

const derOf = (pem: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));

const importPrivateKey = (pem: string) => crypto.subtle.importKey('pkcs8', derOf(pem), algorithm, false, ['sign']);

const importPublicKeyOf = (pem: string) => {
  const spki = new Uint8Array(createPublicKey(pem).export({ type: 'spki', format: 'der' }));
  return crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
};

/** Positive, and of at most 20 octets (RFC 5280, 4.1.2.2). */
const newSerialNumber = (): string => `4${randomBytes(16).toString('hex').slice(1)}`;

/**
 * A certificate for a server of these names and addresses (RFC 5280).
 *
 * @param key private key on P-256, PEM (PKCS #8)
 * @param nowMilliseconds since 1970
 * @param authority who signs it; without one it signs itself
 */
export async function makeCertificate(
  key: string,
  { names, addresses }: OwnNames,
  nowMilliseconds: number,
  authority: TlsIdentity | null = null,
): Promise<TlsIdentity> {
  const { x509 } = await loadEncoder();
  const signer = authority === null ? null : new x509.X509Certificate(authority.certificate);
  const publicKey = await importPublicKeyOf(key);
  const notBefore = nowMilliseconds - backdatedMilliseconds;
  const subject = 'CN=PetLog';
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject,
    issuer: signer?.subject ?? subject,
    notBefore: new Date(Math.max(notBefore, signer?.notBefore.getTime() ?? 0)),
    notAfter: new Date(Math.min(notBefore + validMilliseconds, signer?.notAfter.getTime() ?? Infinity)),
    publicKey,
    signingKey: await importPrivateKey(authority?.key ?? key),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      ...(signer === null
        ? []
        : [
            await x509.SubjectKeyIdentifierExtension.create(publicKey),
            await x509.AuthorityKeyIdentifierExtension.create(await signer.publicKey.export()),
          ]),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key };
}

/**
 * An authority that can vouch for servers of one home and nobody else: below
 * these domains and in private networks (RFC 5280, 4.2.1.10), for ten years.
 *
 * @param name as phones list it
 */
export async function makeAuthority(name: string, domains: readonly string[], nowMilliseconds: number): Promise<TlsIdentity> {
  const { x509, AsnConvert, asn1 } = await loadEncoder();
  const key = await makePrivateKey();
  const publicKey = await importPublicKeyOf(key);
  const permitted = [
    ...domains.map((dNSName) => new asn1.GeneralName({ dNSName })),
    ...privateNetworks.map((iPAddress) => new asn1.GeneralName({ iPAddress })),
  ].map((base) => new asn1.GeneralSubtree({ base }));
  const constraints = new asn1.NameConstraints({ permittedSubtrees: new asn1.GeneralSubtrees(permitted) });
  const notBefore = new Date(nowMilliseconds - dayMilliseconds);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + authorityYears);
  const distinguishedName = new x509.Name([{ CN: [{ utf8String: name }] }]).toJSON();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: distinguishedName,
    issuer: distinguishedName,
    notBefore,
    notAfter,
    publicKey,
    signingKey: await importPrivateKey(key),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.Extension(nameConstraintsOid, true, AsnConvert.serialize(constraints)),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key };
}

/** The domains that an authority may vouch for; empty where it is limited to none. */
export async function domainsOfAuthority(certificate: string): Promise<string[]> {
  const { x509, AsnConvert, asn1 } = await loadEncoder();
  const extension = new x509.X509Certificate(certificate).getExtension(nameConstraintsOid);
  if (extension === null) {
    return [];
  }
  const { permittedSubtrees } = AsnConvert.parse(extension.value, asn1.NameConstraints);
  return (permittedSubtrees ?? []).flatMap(({ base }) => (base.dNSName === undefined ? [] : [base.dNSName]));
}
