/**
 * A stand-in for Electron, for machines where its program cannot be had:
 *
 *     node --import tests/support/electron-stand-in/register.ts out/main/index.js -- --camera mock
 *
 * runs the built main bundle under plain Node, with the built preload script in
 * an isolated world of a page in a real Chromium window (headless, driven through
 * the DevTools protocol). What PetLog uses of Electron does here what it does
 * there; all else is missing, so that using it fails.
 *
 * TEST_SCREEN is the size of the screen, for example 800x480.
 */
import { registerHooks } from 'node:module';

const electron = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron' ? { url: electron, shortCircuit: true } : nextResolve(specifier, context),
});
Object.defineProperty(process, 'defaultApp', { value: true });
Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: 'stand-in' } });
