/** `npm run test:extras`: what goes beyond `npm test`: Firefox, WebKitGTK, nginx, Wayland, every language, the kiosk's comforts and power cuts, many windows and tabs, backups, alerts. */
import { findChromium } from '../tests/support/chromium.ts';
import { runSuite } from './test-suite.ts';

// The whole browser, with windows of its own, where `npm test` has the shell of the same engine.
process.env['PETLOG_CHROMIUM'] ??= findChromium();
process.exitCode = await runSuite({
  name: 'extras',
  vitest: ['tests/extras/'],
  playwright: ['tests/extras/'],
});
