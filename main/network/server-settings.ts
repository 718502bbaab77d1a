import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../shared/config.ts';
import type { ValueError } from '../../shared/errors.ts';
import { showValue } from '../../shared/validation.ts';
import { CertificateFiles } from './certificate-files.ts';
import { readOwnNames, type OwnNames } from './own-names.ts';

/** What is read once, at the start, and can keep the server from starting. */
export const serverKeys = [
  'server.host',
  'server.port',
  'server.https_port',
  'security.https',
  'security.https_certificate',
  'security.https_key',
] as const;
export type ServerKey = (typeof serverKeys)[number];

export interface ServerSettingsChecks {
  /** Ports that this PetLog serves now: they are in use, but by ourselves. */
  readonly ownPorts?: readonly number[];
  readonly ownNames?: () => OwnNames;
  /** Tries to listen there for a moment. Rejects with the system's error. */
  readonly tryToListen?: (host: string, port: number) => Promise<void>;
}

/**
 * What of a configuration cannot work on this machine now, one sentence each:
 * an address that is not ours, a port that is taken, a certificate that cannot
 * be used. The sentences do not tell apart which files there are.
 */
export async function checkServerSettings(
  { server, security }: Config,
  { ownPorts = [], ownNames = readOwnNames, tryToListen = listenForAMoment }: ServerSettingsChecks = {},
): Promise<ValueError[]> {
  const errors: ValueError[] = [];
  const { host, port, https_port: httpsPort } = server;
  const hostError = await failureOf(tryToListen(host, 0));
  if (hostError !== null) {
    const addresses = ownNames().addresses.filter((address) => !/^fe[89ab]/i.test(address));
    errors.push({
      path: 'server.host',
      message: `${showValue(host)} is not allowed; an address of this machine is: 0.0.0.0, ::, ${addresses.join(', ')}.`,
    });
  }
  if (port !== 0 && port === httpsPort && security.https) {
    errors.push({ path: 'server.https_port', message: `${port} is not allowed; another port than server.port is.` });
  }
  const wanted = [['server.port', port], ...(security.https ? [['server.https_port', httpsPort] as const] : [])] as const;
  for (const [path, number] of wanted) {
    const portError = hostError !== null || number === 0 || ownPorts.includes(number) ? null : await failureOf(tryToListen(host, number));
    if (portError !== null && !errors.some((error) => error.path === path)) {
      const why = portError === 'EACCES' ? 'one that this user may use is, from 1024 on' : 'a free one is: another program uses it';
      errors.push({ path, message: `${number} is not allowed; ${why}.` });
    }
  }
  return security.https ? [...errors, ...(await checkCertificate(security))] : errors;
}

async function checkCertificate({ https_certificate: certificatePath, https_key: keyPath }: Config['security']): Promise<ValueError[]> {
  if (certificatePath === '' && keyPath === '') {
    return [];
  }
  if (certificatePath === '' || keyPath === '') {
    const [missing, given] =
      certificatePath === '' ? ['security.https_certificate', 'security.https_key'] : ['security.https_key', 'security.https_certificate'];
    return [{ path: missing, message: `"" is not allowed; the path that belongs to ${given} is, or none for both.` }];
  }
  const failure = await failureOf(new CertificateFiles({ certificatePath, keyPath }).load().then(() => {}));
  const message = `${showValue(certificatePath)} is not allowed; a certificate (PEM) that PetLog can read is, with its private key in security.https_key.`;
  return failure === null ? [] : [{ path: 'security.https_certificate', message }];
}

async function failureOf(attempt: Promise<void>): Promise<string | null> {
  return attempt.then(
    () => null,
    (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown',
  );
}

/** Whether a server could listen there now. */
export async function listenForAMoment(host: string, port: number): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  server.listen({ host, port });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
