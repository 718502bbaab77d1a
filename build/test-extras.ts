/** `npm run test:extras`: what goes beyond `npm test`: Firefox, WebKitGTK, nginx, Wayland, every language, the kiosk's comforts and power cuts, many windows and tabs, backups, alerts. */
import { runSuite } from './test-suite.ts';

process.exitCode = await runSuite({
  name: 'extras',
  vitest: ['tests/extras/'],
  playwright: ['tests/extras/'],
});
