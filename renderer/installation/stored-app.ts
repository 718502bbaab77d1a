import { pageAddress } from '../transport/page-address.ts';

const refusedKey = 'petlog-stored-app';
const scope = (): string => pageAddress('/').pathname;

/** Browsers keep an app only of where they know who answers. */
export const canBeStored = (): boolean => isSecureContext && 'serviceWorker' in navigator;

/** Null where this browser keeps nothing. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

export const isRefused = (): boolean => storage()?.getItem(refusedKey) === 'refused';

/** Has the app's files kept in this browser, unless somebody removed them. Resolves to whether they are. */
export async function storeApp(): Promise<boolean> {
  if (!canBeStored() || isRefused()) {
    return false;
  }
  return navigator.serviceWorker.register(pageAddress('/service-worker.js'), { scope: scope() }).then(
    () => true,
    () => false,
  );
}

export async function storeAppAgain(): Promise<boolean> {
  storage()?.removeItem(refusedKey);
  return storeApp();
}

/** Removes the service worker and all that it kept, for good. */
export async function forgetApp(): Promise<void> {
  storage()?.setItem(refusedKey, 'refused');
  const registration = await navigator.serviceWorker.getRegistration(pageAddress('/'));
  await registration?.unregister();
  const names = await caches.keys();
  const prefixes = ['petlog-app', 'petlog-push'].map((kind) => `${kind} ${pageAddress('/').href} `);
  const ours = names.filter((name) => prefixes.some((prefix) => `${name} `.startsWith(prefix)));
  await Promise.all(ours.map((name) => caches.delete(name)));
}
