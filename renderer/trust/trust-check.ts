import type { Trust } from '../../shared/trust.ts';
import { pageAddress } from '../transport/page-address.ts';

export async function readTrust(): Promise<Trust> {
  const answer = await fetch(pageAddress('/trust'), { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`HTTP ${answer.status}`);
  }
  return (await answer.json()) as Trust;
}

/** Where this page is over HTTPS. */
export function secureAddress(httpsPort: number, path: string): URL {
  const address = pageAddress(path);
  address.protocol = 'https:';
  address.port = String(httpsPort);
  return address;
}

/** Whether this browser gets an answer over HTTPS. It does so too where somebody passed by its warning in this browser before. */
export async function answersSecurely(httpsPort: number): Promise<boolean> {
  return fetch(secureAddress(httpsPort, '/trust/check'), { mode: 'no-cors', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}

/** Whether this browser trusts the certificate: it keeps no app of a site whose warning somebody only passed by. Null where it keeps none anyway. */
export async function isTrusted(): Promise<boolean | null> {
  if (!isSecureContext || !('serviceWorker' in navigator)) {
    return null;
  }
  const scope = pageAddress('/').pathname;
  return navigator.serviceWorker.register(pageAddress('/service-worker.js'), { scope }).then(
    () => true,
    () => false,
  );
}
