import { readSmallFile } from '../system/read-small-file.ts';
import type { CertificateSource } from './certificates.ts';
import { readIdentity, type TlsIdentity, TlsIdentityError } from './tls-identity.ts';

interface CertificateFilesOptions {
  /** PEM, with its chain. */
  certificatePath: string;
  /** PEM, without a passphrase. */
  keyPath: string;
}

/** A certificate of one's own, as certbot and its like leave it. */
export class CertificateFiles implements CertificateSource {
  readonly isOwn = true;
  readonly #options: CertificateFilesOptions;

  constructor(options: CertificateFilesOptions) {
    this.#options = options;
  }

  /** @throws TlsIdentityError when the files cannot be read or do not belong together */
  async load(): Promise<TlsIdentity> {
    const { certificatePath, keyPath } = this.#options;
    const [certificate, key] = await Promise.all([readPem(certificatePath), readPem(keyPath)]);
    const identity = { certificate, key };
    try {
      readIdentity(identity);
    } catch (error) {
      throw error instanceof TlsIdentityError
        ? new TlsIdentityError(error.fault, `${certificatePath} and ${keyPath}: ${error.message}`, { cause: error })
        : error;
    }
    return identity;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a directory',
  EINVAL: 'it is no file',
  EFBIG: 'it is far too large',
};

async function readPem(path: string): Promise<string> {
  try {
    return await readSmallFile(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new TlsIdentityError('file', `${path} cannot be read: ${reasons[code] ?? code}`, { cause: error });
  }
}
