import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { makeDirectory } from '../system/make-directory.ts';
import { textIfThere } from '../system/text-if-there.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import type { CertificateSource } from './certificates.ts';
import { isInTime, namesAll } from './certificate-time.ts';
import { makeCertificate, makePrivateKey } from './make-certificate.ts';
import type { OwnNames } from './own-names.ts';
import { readIdentity, type TlsIdentity } from './tls-identity.ts';

interface MadeCertificateDependencies {
  /** Where the certificate and its key are kept; made when it is not there. */
  directory: string;
  ownNames(): OwnNames;
  clock: Clock;
  logger: Logger;
}

/**
 * The certificate that PetLog makes for itself: for every name and address of
 * the machine, made again when one is added or its time runs out. The private
 * key stays while only names change; with a new time comes a new key.
 */
export class MadeCertificate implements CertificateSource {
  readonly isOwn = false;
  readonly #dependencies: MadeCertificateDependencies;
  readonly #certificatePath: string;
  readonly #keyPath: string;
  #unsaved: TlsIdentity | null = null;

  constructor(dependencies: MadeCertificateDependencies) {
    this.#dependencies = dependencies;
    this.#certificatePath = join(dependencies.directory, 'certificate.pem');
    this.#keyPath = join(dependencies.directory, 'key.pem');
  }

  /** One that cannot be saved is used until it can be, or until the next start. */
  async load(): Promise<TlsIdentity> {
    const { ownNames, clock, logger } = this.#dependencies;
    const nowMilliseconds = clock.nowMicroseconds() / 1000;
    const names = certifiable(ownNames());
    const [certificate, key] = await Promise.all([textIfThere(this.#certificatePath), textIfThere(this.#keyPath)]);
    const current = readPair(certificate, key);
    if (current !== null && isInTime(current.leaf, nowMilliseconds) && namesAll(current.leaf, names)) {
      return current.identity;
    }
    const unsaved = this.#unsaved === null ? null : { identity: this.#unsaved, leaf: readIdentity(this.#unsaved) };
    if (unsaved !== null && isInTime(unsaved.leaf, nowMilliseconds) && namesAll(unsaved.leaf, names)) {
      await this.#save(unsaved.identity);
      return unsaved.identity;
    }
    const mayKeepKey = key !== null && isUsableKey(key) && (current === null || isInTime(current.leaf, nowMilliseconds));
    const keptKey = mayKeepKey ? key : null;
    const made = await makeCertificate(keptKey ?? (await makePrivateKey()), names, nowMilliseconds);
    await this.#save(made);
    logger.info({ ...names, hasNewKey: keptKey === null }, 'a certificate for HTTPS was made');
    return made;
  }

  /** Never rejects: on a read-only disk one may still watch. */
  async #save(identity: TlsIdentity): Promise<void> {
    const { directory, logger } = this.#dependencies;
    const isNew = this.#unsaved !== identity;
    this.#unsaved = identity;
    try {
      await makeDirectory(directory, 0o700);
      // First the key: a certificate that does not fit to it is made again, with it.
      if ((await textIfThere(this.#keyPath)) !== identity.key) {
        await writeAtomically(this.#keyPath, identity.key, 0o600);
      }
      await writeAtomically(this.#certificatePath, identity.certificate, 0o600);
      this.#unsaved = null;
    } catch (error) {
      if (isNew) {
        logger.error({ err: error, directory }, 'the certificate of HTTPS could not be saved; it is good until the next start');
      }
    }
  }
}

/** IPv6 link-local addresses (fe80::/10) have no place in a URL, and each container that starts brings another one. */
export const certifiable = ({ names, addresses }: OwnNames): OwnNames => ({
  names,
  addresses: addresses.filter((address) => !/^fe[89ab]/i.test(address)),
});

/** Null where there is none, or a damaged one, or a power cut came between the writing of the two. */
function readPair(certificate: string | null, key: string | null): { identity: TlsIdentity; leaf: X509Certificate } | null {
  if (certificate === null || key === null) {
    return null;
  }
  try {
    const identity = { certificate, key };
    return { identity, leaf: readIdentity(identity) };
  } catch {
    return null;
  }
}

function isUsableKey(key: string): boolean {
  try {
    return createPrivateKey(key).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}
