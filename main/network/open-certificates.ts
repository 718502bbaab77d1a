import { join } from 'node:path';
import type { Config } from '../../shared/config.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { StartupError } from '../system/startup-error.ts';
import { CertificateFiles } from './certificate-files.ts';
import { Certificates } from './certificates.ts';
import { HomeCertificate } from './home-certificate.ts';
import { MadeCertificate } from './made-certificate.ts';
import type { OwnNames } from './own-names.ts';
import { TlsIdentityError } from './tls-identity.ts';

interface CertificateDependencies {
  dataDirectory: string;
  ownNames(): OwnNames;
  clock: Clock;
  logger: Logger;
}

function sourceOf(
  { https_certificate: certificatePath, https_key: keyPath }: Config['security'],
  { dataDirectory, ...dependencies }: CertificateDependencies,
): CertificateFiles | HomeCertificate {
  if (certificatePath === '' && keyPath === '') {
    const directory = join(dataDirectory, 'access', 'tls');
    return new HomeCertificate({ ...dependencies, directory, selfSigned: new MadeCertificate({ ...dependencies, directory }) });
  }
  if (certificatePath === '' || keyPath === '') {
    const [missing, given] =
      certificatePath === '' ? ['security.https_certificate', 'security.https_key'] : ['security.https_key', 'security.https_certificate'];
    throw new StartupError(`${given} is set, but ${missing} is not; set both, or none for a certificate that PetLog makes.`);
  }
  return new CertificateFiles({ certificatePath, keyPath });
}

export interface OpenCertificates {
  readonly certificates: Certificates;
  /** Where PetLog makes the certificate; null for one's own. */
  readonly home: HomeCertificate | null;
}

/**
 * The certificate of HTTPS as configured: one's own files, or one that is made.
 *
 * @throws StartupError when there is none to begin with
 */
export async function openCertificates(security: Config['security'], dependencies: CertificateDependencies): Promise<OpenCertificates> {
  const { clock, logger } = dependencies;
  const source = sourceOf(security, dependencies);
  try {
    const certificates = await Certificates.open({ source, clock, logger });
    return { certificates, home: source instanceof HomeCertificate ? source : null };
  } catch (error) {
    if (error instanceof TlsIdentityError) {
      throw new StartupError(`HTTPS cannot be served: ${error.message}; see security.https_certificate and security.https_key.`, {
        cause: error,
      });
    }
    throw new StartupError(
      `The certificate of HTTPS cannot be kept in ${dependencies.dataDirectory}: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}
