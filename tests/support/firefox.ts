import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

const usualPlaces = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/**
 * Path of the Firefox that tests drive: PETLOG_FIREFOX, or where distributions put it.
 *
 * @throws Error that says how to get one
 */
function findFirefox(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['PETLOG_FIREFOX'];
  const found = (named === undefined ? usualPlaces : [named]).find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(
      `No Firefox at ${named ?? usualPlaces.join(' or ')}: "sudo apt install firefox-esr ffmpeg" brings one that plays H.264, or name one in PETLOG_FIREFOX.`,
    );
  }
  return found;
}

/**
 * @param preferences of `about:config`, beside those of all tests
 * @throws Error that says how to get a Firefox
 */
export function launchFirefox(preferences: Readonly<Record<string, unknown>> = {}): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    defaultViewport: { width: 1280, height: 800 },
    // A page may play without having been touched, as after a click in it.
    extraPrefsFirefox: { 'media.autoplay.default': 0, 'media.autoplay.blocking_policy': 0, ...preferences },
  });
}
