import { findElectron } from '../electron-runtime.ts';
import { buildTestApplication } from './application.ts';
import { provideTestRuntime } from './runtime.ts';
import { testElectronVariable } from './variable.ts';

/**
 * Finds what the tests of the kiosk run on: the real Electron, of PetLog's own
 * version or else the one for tests; the tests read from the environment which.
 * Whatever is to be built is built.
 *
 * @returns why they have to do with the stand-in, or undefined
 */
export async function provideTestElectron(): Promise<string | undefined> {
  if (findElectron() !== undefined) {
    return undefined;
  }
  try {
    process.env[testElectronVariable] = await provideTestRuntime(await buildTestApplication());
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
