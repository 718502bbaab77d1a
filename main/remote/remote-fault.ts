/** What is wrong with a device or server of somebody else, in words for people. */

interface RemoteFaultOptions extends ErrorOptions {
  /** SHA-256 of the certificate that it showed, where that is what is wrong: whoever compared it may confirm it. */
  readonly certificateFingerprint?: string | undefined;
}

/**
 * A fault as the rest of a sentence that begins with who it is: "refuses the
 * connection". So the same can be said to those who may know the address and to
 * those who may not. It never holds credentials or a path.
 */
export class RemoteFault extends Error {
  override readonly name = 'RemoteFault';
  readonly certificateFingerprint: string | null;

  constructor(predicate: string, { certificateFingerprint, ...options }: RemoteFaultOptions = {}) {
    super(predicate, options);
    this.certificateFingerprint = certificateFingerprint ?? null;
  }

  about(who: string): string {
    return `${who} ${this.message}`;
  }
}

/** The same for whoever has no place for a fingerprint to confirm. */
export const withoutConfirmation = (predicate: string): string => predicate.replace(/; confirm its fingerprint to use it: .*$/, '');

export const wrongCredentials = 'does not accept the username and the password';
export const missingCredentials = 'asks for a username and a password';

const predicates: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection: nothing listens at that port',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  ECONNABORTED: 'broke the connection off',
  ETIMEDOUT: 'does not answer',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached: no way leads to it',
  EHOSTDOWN: 'cannot be reached: no way leads to it',
  ENETUNREACH: 'cannot be reached: this machine has no way to its network',
  ENETDOWN: 'cannot be reached: this machine has no network',
  EPROTO: 'does not speak TLS at that port, or none that is understood',
  HPE_INVALID_CONSTANT: 'does not speak HTTP at that port',
};

/** What the system, or Node, says about a connection. Their own words may hold addresses, and are not repeated. */
export function connectionFault(error: unknown): RemoteFault {
  if (error instanceof RemoteFault) {
    return error;
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new RemoteFault(predicates[code] ?? predicateOfKind(code), { cause: error });
}

function predicateOfKind(code: string): string {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return 'sends a header without end';
  }
  if (code.startsWith('HPE_')) {
    return 'does not speak HTTP at that port';
  }
  if (code.startsWith('ERR_SSL_')) {
    return 'does not speak TLS at that port, or none that is understood';
  }
  return `cannot be reached${code === '' ? '' : ` (${code})`}`;
}

/** Text of somebody else for a sentence of ours: one short line. */
export const foreignText = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 120);
