import { existsSync } from 'node:fs';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Path of the Chromium that tests drive: PETLOG_CHROMIUM, or where distributions put it.
 *
 * @throws Error that says how to get one
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['PETLOG_CHROMIUM'];
  const found = (named === undefined ? usualPlaces : [named]).find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(
      `No Chromium at ${named ?? usualPlaces.join(' or ')}: "sudo apt install chromium" brings one, or name one in PETLOG_CHROMIUM.`,
    );
  }
  return found;
}

/** Flags for tests. The sandbox refuses to run as root, as it does in most containers. */
export const chromiumFlags: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
