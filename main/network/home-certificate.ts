import type { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { makeDirectory } from '../system/make-directory.ts';
import { textIfThere } from '../system/text-if-there.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { certifiableAddresses, domainsFor, isWithin } from './authority-names.ts';
import { isInTime, namesAll, notNamed } from './certificate-time.ts';
import type { CertificateSource } from './certificates.ts';
import { domainsOfAuthority, makeAuthority, makeCertificate, makePrivateKey } from './make-certificate.ts';
import type { OwnNames } from './own-names.ts';
import { readIdentity, type TlsIdentity } from './tls-identity.ts';

export interface HomeCertificateDependencies {
  /** Where authority and certificate are kept; made when it is not there. */
  directory: string;
  ownNames(): OwnNames;
  /** The certificate of an installation that began before there was an authority: it stays in use until somebody switches. */
  selfSigned: CertificateSource;
  clock: Clock;
  logger: Logger;
}

/** The authority that devices of this home are asked to trust. */
export interface HomeAuthority {
  /** PEM. */
  readonly certificate: string;
  /** SHA-256, `AB:CD:...`. */
  readonly fingerprint: string;
  readonly validUntil: Date;
}

interface Kept {
  readonly identity: TlsIdentity;
  readonly leaf: X509Certificate;
}

/** Each file holds a certificate and its key, so that one can never be there without the other. */
export const authorityName = 'authority.pem';
export const leafName = 'certificate-of-authority.pem';
/** Of installations that signed a certificate by itself. */
export const selfSignedName = 'certificate.pem';

/**
 * The certificate of an authority of this home: for every name and address of
 * the machine that the authority may vouch for, made again when one is added or
 * its time runs out. The authority stays, because devices trust it.
 */
export class HomeCertificate implements CertificateSource {
  readonly isOwn = false;
  readonly #dependencies: HomeCertificateDependencies;
  readonly #unsaved = new Map<string, TlsIdentity>();
  /** What the authority may vouch for, once that was needed. */
  #domains: { readonly certificate: string; readonly domains: readonly string[] } | null = null;
  #authority: HomeAuthority | null = null;
  #namesOutside: readonly string[] = [];

  constructor(dependencies: HomeCertificateDependencies) {
    this.#dependencies = dependencies;
  }

  /** Null while the certificate is one that signs itself. */
  get authority(): HomeAuthority | null {
    return this.#authority;
  }

  /** Names of this machine that the authority may not vouch for. */
  get namesOutside(): readonly string[] {
    return this.#namesOutside;
  }

  async load(): Promise<TlsIdentity> {
    const authority = await this.#read(authorityName);
    if (authority === null && (await this.#hasSelfSigned())) {
      return this.#dependencies.selfSigned.load();
    }
    if (authority !== null && this.#nowMilliseconds < Date.parse(authority.leaf.validTo)) {
      return this.#leafOf(authority.identity);
    }
    const made = await this.#makeAuthority();
    await this.#save(authorityName, made);
    return this.#leafOf(made);
  }

  /**
   * Makes a new authority for the names of now: instead of the certificate that
   * signs itself, or of the authority before, whose trust does not pass on.
   *
   * @throws what the disk says; then everything is as it was
   */
  async replaceAuthority(): Promise<void> {
    const made = await this.#makeAuthority();
    await makeDirectory(this.#dependencies.directory, 0o700);
    await writeAtomically(join(this.#dependencies.directory, authorityName), both(made), 0o600);
    this.#unsaved.clear();
  }

  get #nowMilliseconds(): number {
    return this.#dependencies.clock.nowMicroseconds() / 1000;
  }

  async #makeAuthority(): Promise<TlsIdentity> {
    const names = this.#dependencies.ownNames();
    const host = names.names.find((name) => name !== 'localhost') ?? 'camera';
    const made = await makeAuthority(`PetLog at home (${host})`, domainsFor(names), this.#nowMilliseconds);
    this.#dependencies.logger.info(
      { fingerprint: readIdentity(made).fingerprint256 },
      'an authority for the certificates of this home was made',
    );
    return made;
  }

  async #leafOf(authority: TlsIdentity): Promise<TlsIdentity> {
    const signer = readIdentity(authority);
    const certificate = await this.#certificateBy(authority, signer);
    this.#authority = {
      certificate: authority.certificate,
      fingerprint: signer.fingerprint256,
      validUntil: new Date(signer.validTo),
    };
    // With its authority, so that another PetLog that confirmed this one knows the next one too.
    return { ...certificate, certificate: certificate.certificate + authority.certificate };
  }

  async #certificateBy(authority: TlsIdentity, signer: X509Certificate): Promise<TlsIdentity> {
    const { ownNames, logger } = this.#dependencies;
    const own = ownNames();
    const wanted: OwnNames = { names: own.names, addresses: certifiableAddresses(own.addresses) };
    const current = await this.#read(leafName);
    const usable = current !== null && current.leaf.verify(signer.publicKey) && this.#isInTime(current.leaf, signer) ? current : null;
    const missing = usable === null ? wanted : notNamed(usable.leaf, wanted);
    const domains = missing.names.length === 0 ? null : await this.#domainsOf(authority.certificate);
    this.#namesOutside = domains === null ? [] : missing.names.filter((name) => !isWithin(name, domains));
    const permitted: OwnNames = { ...wanted, names: wanted.names.filter((name) => !this.#namesOutside.includes(name)) };
    if (usable !== null && namesAll(usable.leaf, permitted)) {
      if (this.#unsaved.size > 0) {
        await this.#saveAgain();
      }
      return usable.identity;
    }
    const made = await makeCertificate(await makePrivateKey(), permitted, this.#nowMilliseconds, authority);
    await this.#save(leafName, made);
    logger.info({ ...permitted, outside: this.#namesOutside }, 'a certificate for HTTPS was made');
    return made;
  }

  /** In the last days of its authority a certificate cannot be renewed. */
  #isInTime(leaf: X509Certificate, signer: X509Certificate): boolean {
    return (
      isInTime(leaf, this.#nowMilliseconds) || (leaf.validTo === signer.validTo && Date.parse(leaf.validFrom) <= this.#nowMilliseconds)
    );
  }

  async #domainsOf(certificate: string): Promise<readonly string[]> {
    if (this.#domains?.certificate !== certificate) {
      this.#domains = { certificate, domains: await domainsOfAuthority(certificate) };
    }
    return this.#domains.domains;
  }

  async #hasSelfSigned(): Promise<boolean> {
    return (await textIfThere(join(this.#dependencies.directory, selfSignedName))) !== null;
  }

  /** Null where there is none, or one that is damaged. */
  async #read(name: string): Promise<Kept | null> {
    const unsaved = this.#unsaved.get(name);
    if (unsaved !== undefined) {
      return { identity: unsaved, leaf: readIdentity(unsaved) };
    }
    const text = await textIfThere(join(this.#dependencies.directory, name));
    if (text === null) {
      return null;
    }
    try {
      const identity = split(text);
      return { identity, leaf: readIdentity(identity) };
    } catch (error) {
      this.#dependencies.logger.error({ err: error, name }, 'a damaged file of HTTPS is made again');
      return null;
    }
  }

  async #saveAgain(): Promise<void> {
    for (const [name, identity] of [...this.#unsaved]) {
      await this.#save(name, identity);
    }
  }

  /** Never rejects: on a read-only disk one may still watch. What cannot be saved is used until it can be, or until the next start. */
  async #save(name: string, identity: TlsIdentity): Promise<void> {
    const { directory, logger } = this.#dependencies;
    const isNew = this.#unsaved.get(name) !== identity;
    this.#unsaved.set(name, identity);
    try {
      await makeDirectory(directory, 0o700);
      await writeAtomically(join(directory, name), both(identity), 0o600);
      this.#unsaved.delete(name);
    } catch (error) {
      if (isNew) {
        logger.error({ err: error, directory }, 'the certificate of HTTPS could not be saved; it is good until the next start');
      }
    }
  }
}

const both = ({ certificate, key }: TlsIdentity): string => `${certificate.trim()}\n${key.trim()}\n`;

function split(text: string): TlsIdentity {
  const parts = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n?/g) ?? [];
  const part = (kind: string): string => parts.find((pem) => pem.startsWith(`-----BEGIN ${kind}`)) ?? '';
  return { certificate: part('CERTIFICATE'), key: part('PRIVATE KEY') };
}
