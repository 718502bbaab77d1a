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

/** The same engine without a browser's own windows, which cost as much as the pages in them. */
const shell = '/usr/bin/chromium-headless-shell';

/** What tests of pages drive: PETLOG_CHROMIUM, else Chromium's headless shell, else the whole Chromium. */
export function findTestBrowser(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['PETLOG_CHROMIUM'] === undefined && existsSync(shell) ? shell : findChromium(environment);
}

/** Flags for tests. The sandbox refuses to run as root, as it does in most containers. */
export const chromiumFlags: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** For tests of what the shell has not, such as notifications, and of many windows: the whole Chromium, which costs half as much again. */
export const wholeBrowser = (): { executablePath: string; args: string[] } => ({
  executablePath: findChromium(),
  args: [...chromiumFlags],
});
