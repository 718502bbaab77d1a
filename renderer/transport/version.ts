import { pageAddress } from './page-address.ts';

/** The version of PetLog that served this page; null where it cannot be had. */
export async function versionOfServer(): Promise<string | null> {
  try {
    const { version } = (await (await fetch(pageAddress('/api'))).json()) as { version?: unknown };
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}
